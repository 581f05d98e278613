/**
 * The OpenAPI document, made from the records that requests are read into and answers written from.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "contract",
      "contract :: json",
      "web.access",
      "web.jobs",
      "web.media",
      "web.operation",
      "web.query"
    })
package dev.gradtrace.web.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
