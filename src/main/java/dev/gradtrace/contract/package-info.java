/**
 * The words of a training job in JSON: what is read from requests and patches, echoed in answers,
 * and stored. Jobs in the database hold these words, so that a member may be added but not renamed.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "caption",
      "dataset",
      "dataset :: generator",
      "dataset :: store",
      "diagnosis :: examination",
      "gradient",
      "gradient :: distribution",
      "job",
      "job :: spec",
      "matrix",
      "network",
      "notification",
      "outgoing",
      "trace",
      "training",
      "validation"
    })
package dev.gradtrace.contract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
