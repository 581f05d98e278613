/**
 * Dense real matrices over ojAlgo's {@code R064Store}: products, element-wise passes, elementary
 * functions, sums, singular values and seeded random numbers, all with the same bits on every JVM.
 *
 * <p>The two {@code Kernel}s repeat each other on purpose: C2 keeps accumulators in registers and
 * vectorises only if everything is written out (ADR 0004).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"parallel", "validation"})
package dev.gradtrace.matrix;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
