package dev.gradtrace.job.observed;

import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of an observed run tells of a step.
 *
 * @param step its number, at least 0
 * @param learningRate η there; NaN where it is not told
 * @param trainingLoss as it was measured where the run is trained; NaN where it is not told
 * @param file that the parameters came in; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ObservedStep(
    long step,
    Parameters parameters,
    double learningRate,
    double trainingLoss,
    byte @Nullable [] file) {}
