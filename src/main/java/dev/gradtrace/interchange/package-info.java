/**
 * Files that other tools read and write: TensorBoard event files, safetensors, ONNX models, Keras
 * configurations. No other package uses protobuf.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "dataset",
      "gradient",
      "gradient :: curvature",
      "gradient :: distribution",
      "matrix",
      "network",
      "trace",
      "training",
      "validation"
    })
package dev.gradtrace.interchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
