/** The OpenAPI document, generated from the records of requests and answers. */
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
