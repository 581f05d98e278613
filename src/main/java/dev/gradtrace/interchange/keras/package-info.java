/** Reads and writes networks as Keras models. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.keras;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
