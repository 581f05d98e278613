import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** XChart with VectorGraphics2D. */
final class Candidate implements Drawer {

  @Override
  public String lines(double[][] lines) {
    XYChart chart = new XYChartBuilder().width(900).height(500).title("title").build();
    chart.getStyler().setYAxisLogarithmic(true);
    double[] x = IntStream.rangeClosed(1, lines[0].length).asDoubleStream().toArray();
    for (int k = 0; k < lines.length; k++) {
      chart.addSeries("line " + k, x, lines[k]);
    }
    return svg(chart);
  }

  @Override
  public String heatMap(double[][] rows) {
    HeatMapChart chart = new HeatMapChartBuilder().width(900).height(500).title("title").build();
    int columns = rows[0].length;
    double[][] values = new double[columns][rows.length];
    for (int l = 0; l < rows.length; l++) {
      for (int i = 0; i < columns; i++) {
        values[i][l] = rows[l][i];
      }
    }
    Number[][] triples = new Number[columns * rows.length][];
    for (int l = 0; l < rows.length; l++) {
      for (int i = 0; i < columns; i++) {
        triples[l * columns + i] = new Number[] {i, l, values[i][l]};
      }
    }
    chart.addSeries(
        "heat",
        IntStream.rangeClosed(1, columns).boxed().toList(),
        IntStream.rangeClosed(1, rows.length).boxed().toList(),
        java.util.Arrays.asList(triples));
    return svg(chart);
  }

  private static String svg(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
