package dev.gradtrace.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of an experiment, numbered from 0, with their settings. */
public sealed interface Plan permits Grid, Listing {

  /** Number of cells. */
  long size();

  /** The values that a cell sets in the request of a job, as JSON by pointer. */
  Map<String, String> settings(int cell);

  /** The title of a cell; null if its settings suffice. */
  @Nullable String title(int cell);
}
