/**
 * The HTTP servers, that of the contract and that for those who operate the service: ports, and how
 * much of them one client may take.
 */
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
