/**
 * The gradient against finite differences of the loss: along random directions, within the smooth
 * piece of the loss that the gradient belongs to, and with what lies on a kink.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.gradient.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
