package dev.gradtrace.web.experiments;

import dev.gradtrace.contract.Named;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.web.media.Table;

/** What a row of a comparison is. */
enum ComparisonGrain {
  /** A metric of a layer of a cell, or a figure of the cell, over its runs. */
  METRICS {
    @Override
    Table rows(Comparison comparison) {
      return new ComparisonRows(comparison).ofMetrics();
    }
  },
  /** A run: a cell under a seed. */
  RUNS {
    @Override
    Table rows(Comparison comparison) {
      return new ComparisonRows(comparison).ofRuns();
    }
  };

  static final String DEFAULT = "metrics";

  static final Named<ComparisonGrain> ALL = Named.of("grain", ComparisonGrain.class);

  abstract Table rows(Comparison comparison);
}
