package dev.gradtrace.plot;

/**
 * A line in a panel.
 *
 * @param name what it is called in the legend
 * @param colour as {@code #RRGGBB}
 * @param width of the line
 * @param dots whether its points are marked too; a single one always is
 * @param y where it is not finite, the line has a gap
 */
record Series(String name, String colour, double width, boolean dots, double[] x, double[] y) {

  boolean hasDots() {
    return dots || x.length == 1;
  }
}
