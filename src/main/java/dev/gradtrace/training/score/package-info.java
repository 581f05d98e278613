/** How right the answers of a trained network are, whatever cost it was trained by. */
@NullMarked
@NamedInterface
package dev.gradtrace.training.score;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
