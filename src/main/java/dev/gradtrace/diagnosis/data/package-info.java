/** Rules about the data. */
@NullMarked
package dev.gradtrace.diagnosis.data;

import org.jspecify.annotations.NullMarked;
