/**
 * Dense real matrices over ojAlgo's {@code R064Store}: products, element-wise passes, elementary
 * functions, sums, singular values and seeded random numbers, all with the same bits on every JVM.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"validation"})
package dev.gradtrace.matrix;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
