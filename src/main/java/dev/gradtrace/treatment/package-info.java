/**
 * Services that compute an answer within a budget of time: diagnoses of jobs, of runs while they go
 * on, experiments that try remedies, and learning-rate tests.
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
      "job",
      "job :: spec",
      "network",
      "trace",
      "training",
      "training :: rate",
      "validation"
    })
package dev.gradtrace.treatment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
