/** Storage of datasets: built in, in the database, and a cache of recent ones. */
@NullMarked
@NamedInterface
package dev.gradtrace.dataset.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
