package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;

/**
 * A job as a change makes it.
 *
 * @param data as the changed job sees them, scaled
 */
public record Change(TrainingSpec spec, Split data) {}
