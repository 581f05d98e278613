/** Rules about what the layers do to the signal and to the gradient. */
@NullMarked
package dev.gradtrace.diagnosis.signal;

import org.jspecify.annotations.NullMarked;
