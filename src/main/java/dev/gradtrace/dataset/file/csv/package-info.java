/** Reads CSV files as they occur in practice: guesses the layout, interprets cells. */
@NullMarked
@NamedInterface("csv")
package dev.gradtrace.dataset.file.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
