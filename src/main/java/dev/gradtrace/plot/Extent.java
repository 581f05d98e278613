package dev.gradtrace.plot;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A closed interval. */
record Extent(double low, double high) {

  /** Margin beyond the outermost values, as a share of the range. */
  private static final double MARGIN = 0.04;

  /** The range of the finite values; null if there are none. */
  static @Nullable Extent of(DoubleStream values) {
    DoubleSummaryStatistics finite = values.filter(Double::isFinite).summaryStatistics();
    return finite.getCount() == 0 ? null : new Extent(finite.getMin(), finite.getMax());
  }

  /** This range; if it is a single point, a small range around it. */
  Extent opened() {
    double room = Math.max(Math.abs(high), 1) * 1e-9;
    if (high - low > room) {
      return this;
    }
    double half = low == 0 ? 0.5 : Math.abs(low) / 2;
    return new Extent(low - half, high + half);
  }

  /** This range with a margin on either side. */
  Extent withMargin() {
    Extent opened = opened();
    double margin = MARGIN * (opened.high - opened.low);
    return new Extent(opened.low - margin, opened.high + margin);
  }
}
