/**
 * Services that compute an answer within a work budget: diagnoses of jobs and of running ones,
 * experiments that try remedies, learning-rate tests, and stepwise training.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "budget",
      "caption",
      "contract",
      "contract :: spec",
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
