/** Rules about the rate, the length and the fit of a training. */
@NullMarked
package dev.gradtrace.diagnosis.learning;

import org.jspecify.annotations.NullMarked;
