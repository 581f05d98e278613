/**
 * The specification of a training job: data, training and recording; its serialized form and its
 * memory.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.job.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
