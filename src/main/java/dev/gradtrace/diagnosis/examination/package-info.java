/** How rules are applied to a run, and their outcomes: symptoms and remedies. */
@NullMarked
@NamedInterface
package dev.gradtrace.diagnosis.examination;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
