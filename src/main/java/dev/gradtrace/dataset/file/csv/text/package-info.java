/**
 * The layout of CSV files: encoding, preamble, separator and decimal mark, and the division into
 * cells.
 */
@NullMarked
@NamedInterface("csv-text")
package dev.gradtrace.dataset.file.csv.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
