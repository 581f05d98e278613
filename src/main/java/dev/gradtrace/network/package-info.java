/** The architecture of a network, what its layers compute, and the numbers it starts from. */
@NullMarked
@ApplicationModule(allowedDependencies = {"encoding", "matrix", "validation"})
package dev.gradtrace.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
