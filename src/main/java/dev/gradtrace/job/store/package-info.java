/** Jobs, their events and what they recorded, in the database. */
@NullMarked
package dev.gradtrace.job.store;

import org.jspecify.annotations.NullMarked;
