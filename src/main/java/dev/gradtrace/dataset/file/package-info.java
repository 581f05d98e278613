/** Datasets from files: CSV and IDX, gzipped or not. */
@NullMarked
@NamedInterface
package dev.gradtrace.dataset.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
