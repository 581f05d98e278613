/**
 * What a training job was asked for: its data, its training, the bytes it is stored as and the
 * memory it takes.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.job.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
