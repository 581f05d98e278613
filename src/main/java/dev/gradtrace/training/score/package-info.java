/** Scores of a trained network that do not depend on its cost. */
@NullMarked
@NamedInterface
package dev.gradtrace.training.score;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
