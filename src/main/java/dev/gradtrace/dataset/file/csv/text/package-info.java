/**
 * How a CSV file is written: its encoding, its preamble, its separator and decimal sign, and how
 * its text is cut into cells.
 */
@NullMarked
@NamedInterface("csv-text")
package dev.gradtrace.dataset.file.csv.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
