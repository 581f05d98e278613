/** Rules about normalisation, dropout and skips. */
@NullMarked
package dev.gradtrace.diagnosis.block;

import org.jspecify.annotations.NullMarked;
