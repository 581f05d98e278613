/** Jobs, their events and recordings in the database. */
@NullMarked
package dev.gradtrace.job.store;

import org.jspecify.annotations.NullMarked;
