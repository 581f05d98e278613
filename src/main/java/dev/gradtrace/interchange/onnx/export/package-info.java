/** Networks written as ONNX models. */
@NullMarked
@NamedInterface("onnx-export")
package dev.gradtrace.interchange.onnx.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
