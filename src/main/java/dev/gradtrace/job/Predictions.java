package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * What a trained network answers.
 *
 * @param outputs {@code [sample][output]}
 * @param labels the class of each sample, from 0; null unless the job is a classification
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Predictions(double[][] outputs, int @Nullable [] labels) {}
