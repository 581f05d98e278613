/** Runs as the event files that TensorBoard reads. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.tensorboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
