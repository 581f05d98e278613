package dev.gradtrace.web.experiments;

import dev.gradtrace.contract.Named;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.web.media.Table;

/** What a row of a comparison's table stands for. */
enum ComparisonGrain {
  /** A metric of a layer, or of the whole network, in a cell, over its runs. */
  METRICS {
    @Override
    Table rows(Comparison comparison) {
      return new ComparisonRows(comparison).ofMetrics();
    }
  },
  /** A run: a cell with one seed. */
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
