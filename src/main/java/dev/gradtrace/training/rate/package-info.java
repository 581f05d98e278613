/**
 * Learning-rate tests: a run whose rate rises at every step, and the rates that its losses suggest.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.training.rate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
