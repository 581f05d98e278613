/**
 * The curvature of the cost: the largest eigenvalue of its Hessian, from products with it; the
 * Hessian is never formed.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.gradient.curvature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
