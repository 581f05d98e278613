/** A candidate. */
interface Drawer {

  /** Lines over 1, 2, …, on a logarithmic scale, with title, axes and legend, as SVG. */
  String lines(double[][] lines);

  /** A heat map in viridis with title, axes and colour bar, as SVG. */
  String heatMap(double[][] rows);
}
