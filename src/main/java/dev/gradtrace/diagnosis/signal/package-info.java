/** Rules about the effect of layers on the signal and the gradient. */
@NullMarked
package dev.gradtrace.diagnosis.signal;

import org.jspecify.annotations.NullMarked;
