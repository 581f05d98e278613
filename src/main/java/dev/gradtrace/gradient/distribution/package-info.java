/** How the entries of a matrix are distributed by sign and octave, exact at any depth. */
@NullMarked
@NamedInterface
package dev.gradtrace.gradient.distribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
