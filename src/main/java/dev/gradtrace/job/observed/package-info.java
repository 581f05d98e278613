/** Observed runs: somebody else trains the network and sends its parameters step by step. */
@NullMarked
@NamedInterface
package dev.gradtrace.job.observed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
