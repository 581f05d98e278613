/** Networks as safetensors. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.safetensors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
