/**
 * The service as tools of a language model, by the Model Context Protocol: {@code /mcp}. A tool is
 * made of operations of {@code /v1}, asked in this process as the same caller.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "budget",
      "contract",
      "contract :: json",
      "validation",
      "web.access",
      "web.problem",
      "wording"
    })
package dev.gradtrace.web.mcp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
