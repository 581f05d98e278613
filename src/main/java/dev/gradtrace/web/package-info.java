/** The HTTP API: controllers, a package for each resource, and what they share. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "contract :: json",
      "storage",
      "web.access",
      "web.budget",
      "web.media",
      "web.operation",
      "web.problem"
    })
package dev.gradtrace.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
