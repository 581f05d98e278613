/** Rules about the output layer, its cost and the targets that they can reach. */
@NullMarked
package dev.gradtrace.diagnosis.output;

import org.jspecify.annotations.NullMarked;
