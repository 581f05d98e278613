/** Datasets from CSV files as people have them: how they are written, what their cells hold. */
@NullMarked
@NamedInterface("csv")
package dev.gradtrace.dataset.file.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
