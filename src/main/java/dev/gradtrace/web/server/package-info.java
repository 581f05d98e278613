/** The HTTP servers, main and management: ports, security headers, and limits of clients. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "tracing",
      "validation",
      "web.access",
      "web.problem"
    })
package dev.gradtrace.web.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
