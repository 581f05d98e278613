package dev.gradtrace.plot;

import java.util.Arrays;

/**
 * A line in a panel.
 *
 * @param name label in the legend
 * @param colour as {@code #RRGGBB}
 * @param width of the line
 * @param dots whether points are marked by dots; a single point always is
 * @param y where it is not finite, the line has a gap
 */
record Series(String name, String colour, double width, boolean dots, double[] x, double[] y) {

  /** Most blocks of a thinned line. */
  private static final int MOST_BLOCKS = 600;

  /** Most points of a thinned line. */
  static final int MOST_POINTS = 2 * MOST_BLOCKS;

  /** A line of many points as the least and the greatest of each block, in their order. */
  Series thinned() {
    if (x.length <= MOST_POINTS) {
      return this;
    }
    int[] chosen = new int[MOST_POINTS];
    for (int block = 0; block < MOST_BLOCKS; block++) {
      int least = (int) ((long) block * x.length / MOST_BLOCKS);
      int greatest = least;
      for (int i = least; i < (block + 1L) * x.length / MOST_BLOCKS; i++) {
        least = y[i] < y[least] ? i : least;
        greatest = y[i] > y[greatest] ? i : greatest;
      }
      chosen[2 * block] = Math.min(least, greatest);
      chosen[2 * block + 1] = Math.max(least, greatest);
    }
    return new Series(name, colour, width, dots, at(chosen, x), at(chosen, y));
  }

  private static double[] at(int[] places, double[] values) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }

  boolean hasDots() {
    return dots || x.length == 1;
  }
}
