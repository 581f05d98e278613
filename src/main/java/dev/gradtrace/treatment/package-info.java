/**
 * Services that compute an answer within a budget of time: diagnoses of jobs, of runs while they go
 * on, experiments that try remedies, learning-rate tests, and training a few steps at a time.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "budget",
      "caption",
      "contract",
      "dataset",
      "diagnosis",
      "diagnosis :: examination",
      "diagnosis :: evidence",
      "experiment",
      "gradient",
      "gradient :: distribution",
      "job",
      "job :: spec",
      "matrix",
      "network",
      "trace",
      "training",
      "training :: rate",
      "validation"
    })
package dev.gradtrace.treatment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
