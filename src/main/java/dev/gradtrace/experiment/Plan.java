package dev.gradtrace.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of an experiment, numbered from 0, and what is special about each. */
public sealed interface Plan permits Grid, Listing {

  /** Number of cells. */
  long size();

  /** What a cell sets in the body of a job, as JSON by pointer. */
  Map<String, String> settings(int cell);

  /** The title of a cell; null where its settings say all. */
  @Nullable String title(int cell);
}
