package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;

/**
 * A changed job.
 *
 * @param data scaled data of the changed job
 */
public record Change(TrainingSpec spec, Split data) {}
