/**
 * What a network learns from: datasets, where they come from (requests, files, generators, built-in
 * resources), how they are scaled, split and cut into mini-batches, and where they are kept.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "encoding", "matrix", "storage", "validation", "wording"})
package dev.gradtrace.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
