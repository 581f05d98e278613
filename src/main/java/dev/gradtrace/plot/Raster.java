package dev.gradtrace.plot;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Amounts in rows and columns, drawn as one image: as many rectangles would be a hundred times as
 * large.
 *
 * @param values {@code [row][column]}, the first row at the bottom; NaN where there is none
 * @param missing the colour there
 */
record Raster(double[][] values, String missing) {

  /** More rows or columns than are worth a pixel each are drawn as means of blocks of them. */
  private static final int MOST = 500;

  /** From the least to the greatest amount; null if there is none. */
  @Nullable Extent extent() {
    return Extent.of(Arrays.stream(values).flatMapToDouble(Arrays::stream));
  }

  boolean hasGaps() {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
  }

  /**
   * Draws it into a panel, row r from r − ½ to r + ½.
   *
   * @param colours amounts of the first and the last colour
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
      double mean =
          Arrays.stream(values, from, to)
              .flatMapToDouble(row -> Arrays.stream(row, left, right))
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN);
      shares[i] = (mean - colours.low()) / (colours.high() - colours.low());
    }
    return shares;
  }
}
