/**
 * The curvature of the cost: the largest eigenvalue of its Hessian, which no one writes down, by
 * products with it.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.gradient.curvature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
