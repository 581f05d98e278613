/**
 * Training jobs in JSON, as read from requests and patches, shown in answers, and stored. Since
 * stored jobs use the same JSON, members may be added but not renamed.
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
