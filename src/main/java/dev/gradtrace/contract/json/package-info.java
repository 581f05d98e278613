/**
 * Strict JSON: a request body is read into a record in one pass, and every fault is collected with
 * its pointer instead of stopping at the first. The reader derives everything from the names of the
 * record's components and from {@code @Nullable}.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
