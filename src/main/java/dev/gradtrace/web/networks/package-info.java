/** Validation and import of networks: {@code /v1/networks}. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "contract :: json",
      "contract :: parameters",
      "dataset",
      "gradient",
      "interchange",
      "interchange :: keras",
      "interchange :: onnx",
      "interchange :: safetensors",
      "network",
      "validation",
      "web.media",
      "web.operation",
      "web.problem"
    })
package dev.gradtrace.web.networks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
