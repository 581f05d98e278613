/**
 * The API as tools for language models, by the Model Context Protocol: {@code /mcp}. Tools call
 * operations of {@code /v1} within this process, as the same caller.
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
