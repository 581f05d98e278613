/** Networks as Keras configures them. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.keras;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
