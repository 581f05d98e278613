/**
 * The HTTP face: controllers that translate, the request and view records they translate, problems,
 * limits, and the OpenAPI document. No other room knows HTTP or JSON.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "dataset",
      "diagnosis",
      "experiment",
      "gradient",
      "interchange",
      "job",
      "network",
      "plot",
      "storage",
      "theory",
      "trace",
      "training",
      "validation"
    })
package dev.gradtrace.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
