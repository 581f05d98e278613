package dev.gradtrace.plot;

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

  boolean hasDots() {
    return dots || x.length == 1;
  }
}
