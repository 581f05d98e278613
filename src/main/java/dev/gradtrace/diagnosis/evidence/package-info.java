/**
 * The evidence of a diagnosis: records of a run, statistics of the data, and short runs that answer
 * a question.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
