import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.DefaultXYZDataset;

/** JFreeChart with Batik's SVG generator. */
final class Candidate implements Drawer {

  @Override
  public String lines(double[][] lines) {
    DefaultXYDataset data = new DefaultXYDataset();
    double[] x = IntStream.rangeClosed(1, lines[0].length).asDoubleStream().toArray();
    for (int k = 0; k < lines.length; k++) {
      data.addSeries("line " + k, new double[][] {x, lines[k]});
    }
    return svg(
        new JFreeChart(
            "title",
            new XYPlot(
                data,
                new NumberAxis("x"),
                new LogAxis("y"),
                new XYLineAndShapeRenderer(true, false))));
  }

  @Override
  public String heatMap(double[][] rows) {
    int columns = rows[0].length;
    double[][] cells = new double[3][columns * rows.length];
    LookupPaintScale colours = new LookupPaintScale(-80, 10, java.awt.Color.GRAY);
    for (int i = 0; i < 90; i++) {
      colours.add(-80 + i, java.awt.Color.getHSBColor(0.7f - i / 180f, 1, 1));
    }
    for (int l = 0; l < rows.length; l++) {
      for (int i = 0; i < columns; i++) {
        cells[0][l * columns + i] = i;
        cells[1][l * columns + i] = l;
        cells[2][l * columns + i] = rows[l][i];
      }
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("heat", cells);
    XYBlockRenderer blocks = new XYBlockRenderer();
    blocks.setPaintScale(colours);
    JFreeChart chart =
        new JFreeChart(
            "title",
            JFreeChart.DEFAULT_TITLE_FONT,
            new XYPlot(data, new NumberAxis("x"), new NumberAxis("y"), blocks),
            false);
    chart.addSubtitle(new PaintScaleLegend(colours, new NumberAxis("value")));
    return svg(chart);
  }

  private static String svg(JFreeChart chart) {
    SVGGraphics2D graphics =
        new SVGGraphics2D(
            GenericDOMImplementation.getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, 900, 500));
    StringWriter svg = new StringWriter();
    try {
      graphics.stream(svg, true);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException(e);
    }
    return svg.toString();
  }
}
