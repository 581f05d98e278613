/** Networks read from ONNX models that are multilayer perceptrons. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.onnx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
