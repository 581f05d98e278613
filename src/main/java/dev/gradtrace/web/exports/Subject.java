package dev.gradtrace.web.exports;

import dev.gradtrace.job.TrainingJob;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training job to be exported.
 *
 * @param group what it has in common with jobs that differ from it in the seed only
 * @param factors what distinguishes it in its experiment, by name: numbers, booleans and texts
 */
record Subject(TrainingJob job, String group, Map<String, Object> factors) {

  /** A job that is exported for itself. */
  static Subject alone(TrainingJob job) {
    return new Subject(job, job.id(), Map.of());
  }

  /** What was asked of it, and its factors. */
  Map<String, Object> hyperparameters() {
    Map<String, Object> all = new LinkedHashMap<>(Hyperparameters.of(job.spec()));
    all.putAll(factors);
    return all;
  }
}
