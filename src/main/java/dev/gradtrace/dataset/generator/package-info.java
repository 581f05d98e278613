/** Generated datasets: generators with their parameters, drawn from a seed. */
@NullMarked
@NamedInterface
package dev.gradtrace.dataset.generator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
