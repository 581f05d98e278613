package dev.gradtrace.web.exports;

import dev.gradtrace.job.TrainingJob;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training job to export.
 *
 * @param group shared by jobs that differ in the seed only
 * @param factors values that distinguish it in its experiment, by name: numbers, booleans and texts
 */
record Subject(TrainingJob job, String group, Map<String, Object> factors) {

  /** A job exported on its own. */
  static Subject alone(TrainingJob job) {
    return new Subject(job, job.id(), Map.of());
  }

  /** Its hyperparameters and factors. */
  Map<String, Object> hyperparameters() {
    Map<String, Object> all = new LinkedHashMap<>(Hyperparameters.of(job.spec()));
    all.putAll(factors);
    return all;
  }
}
