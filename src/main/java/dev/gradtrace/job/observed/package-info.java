/** Runs whose parameters somebody else trains, who sends them step by step. */
@NullMarked
@NamedInterface
package dev.gradtrace.job.observed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
