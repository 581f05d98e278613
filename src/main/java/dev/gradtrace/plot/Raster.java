package dev.gradtrace.plot;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of amounts, drawn as one image: rectangles would make the SVG a hundred times as large.
 *
 * @param values {@code [row][column]}, the first row at the bottom; NaN if missing
 * @param missing colour of missing values
 */
record Raster(double[][] values, String missing) {

  /** Most rows and columns of pixels; larger matrices are averaged over blocks. */
  private static final int MOST = 500;

  /** The range of the amounts; null if there are none. */
  @Nullable Extent extent() {
    return Extent.of(Arrays.stream(values).flatMapToDouble(Arrays::stream));
  }

  boolean hasGaps() {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
  }

  /**
   * Adds the image to a panel; row r extends from r − ½ to r + ½.
   *
   * @param colours range of the colour scale
   */
  Panel in(Panel panel, Extent columns, Extent colours) {
    double[][] shares = new double[Math.min(values.length, MOST)][];
    for (int row = 0; row < shares.length; row++) {
      shares[shares.length - 1 - row] = shares(row, shares.length, colours);
    }
    double middle = (columns.low() + columns.high()) / 2;
    Map<String, List<Double>> invisible =
        Map.of(
            "x", Collections.nCopies(2, middle),
            "y", Collections.nCopies(2, 0.0),
            "color", List.of(colours.low(), colours.high()));
    return panel
        .marks("point", invisible, Map.of("size", 0, "alpha", 0))
        .image(Pixels.dataUrl(shares, missing), columns, new Extent(-0.5, values.length - 0.5));
  }

  private double[] shares(int block, int blocks, Extent colours) {
    int from = (int) ((long) block * values.length / blocks);
    int to = (int) ((block + 1L) * values.length / blocks);
    int width = values[0].length;
    double[] shares = new double[Math.min(width, MOST)];
    for (int i = 0; i < shares.length; i++) {
      int left = (int) ((long) i * width / shares.length);
      int right = (int) ((i + 1L) * width / shares.length);
      shares[i] = (mean(from, to, left, right) - colours.low()) / (colours.high() - colours.low());
    }
    return shares;
  }

  /** The mean of the finite values of a block; NaN if there are none. */
  private double mean(int from, int to, int left, int right) {
    double sum = 0;
    int count = 0;
    for (int row = from; row < to; row++) {
      for (int column = left; column < right; column++) {
        double value = values[row][column];
        if (Double.isFinite(value)) {
          sum += value;
          count++;
        }
      }
    }
    return sum / count;
  }
}
