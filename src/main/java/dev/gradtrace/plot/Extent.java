package dev.gradtrace.plot;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** From the least to the greatest of some numbers. */
record Extent(double low, double high) {

  /** Room left beyond the outermost marks, in shares of the extent. */
  private static final double MARGIN = 0.04;

  /** Of those that are finite; null if none is. */
  static @Nullable Extent of(DoubleStream values) {
    DoubleSummaryStatistics finite = values.filter(Double::isFinite).summaryStatistics();
    return finite.getCount() == 0 ? null : new Extent(finite.getMin(), finite.getMax());
  }

  /** The same, or a little around it if it is a single number. */
  Extent opened() {
    double room = Math.max(Math.abs(high), 1) * 1e-9;
    if (high - low > room) {
      return this;
    }
    double half = low == 0 ? 0.5 : Math.abs(low) / 2;
    return new Extent(low - half, high + half);
  }

  /** The same with a margin on either side. */
  Extent withMargin() {
    Extent opened = opened();
    double margin = MARGIN * (opened.high - opened.low);
    return new Extent(opened.low - margin, opened.high + margin);
  }
}
