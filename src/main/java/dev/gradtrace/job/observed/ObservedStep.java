package dev.gradtrace.job.observed;

import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A step of an observed run as its sender reports it.
 *
 * @param step its number, at least 0
 * @param learningRate η of the step; NaN if not sent
 * @param trainingLoss measured by the sender; NaN if not sent
 * @param file the file that the parameters were sent in; null for none
 */
public record ObservedStep(
    long step,
    Parameters parameters,
    double learningRate,
    double trainingLoss,
    byte @Nullable [] file) {}
