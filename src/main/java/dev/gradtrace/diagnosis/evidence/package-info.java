/**
 * What a diagnosis is drawn from: the records of a run, a summary of the data, and short runs that
 * decide a question.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
