package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * Outputs of a trained network.
 *
 * @param outputs {@code [sample][output]}
 * @param labels the predicted class of each sample, from 0; null unless the task is classification
 */
public record Predictions(double[][] outputs, int @Nullable [] labels) {}
