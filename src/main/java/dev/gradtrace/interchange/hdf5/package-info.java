/** Reads HDF5 files in memory, by names and within bounds. */
@NullMarked
@NamedInterface
package dev.gradtrace.interchange.hdf5;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
