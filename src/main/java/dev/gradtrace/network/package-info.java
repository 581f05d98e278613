/** The architecture of a network, the functions of its layers, and its initial parameters. */
@NullMarked
@ApplicationModule(allowedDependencies = {"encoding", "matrix", "validation"})
package dev.gradtrace.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
