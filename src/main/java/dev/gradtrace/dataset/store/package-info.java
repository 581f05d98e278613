/** Where datasets are kept: built in, in the database, and the most recent ones in memory. */
@NullMarked
@NamedInterface
package dev.gradtrace.dataset.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
