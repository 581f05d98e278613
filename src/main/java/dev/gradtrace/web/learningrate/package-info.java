/** Learning-rate range tests: {@code /v1/learning-rate-tests}. Nothing is stored. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "contract :: json",
      "job :: spec",
      "plot",
      "training :: rate",
      "treatment",
      "validation",
      "web.budget",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.learningrate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
