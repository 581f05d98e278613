/** How a rule looks at a run, and what it says: a symptom and its remedies. */
@NullMarked
@NamedInterface
package dev.gradtrace.diagnosis.examination;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
