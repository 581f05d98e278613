/**
 * Strict JSON: a request body is read in one pass into a record, and every fault in it is noted
 * with its pointer instead of stopping at the first. What a record's component is called and
 * whether it may be {@code @Nullable} is all the reader goes by.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
