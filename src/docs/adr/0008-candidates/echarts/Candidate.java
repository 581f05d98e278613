import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** ECharts as the page has it, rendering on the server, in GraalJS on a JVM that cannot compile it. */
final class Candidate implements Drawer {

  private static final String CHART =
      """
      (option) => {
        const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: 900, height: 500});
        chart.setOption(Object.assign({animation: false, title: {text: 'title'}}, option));
        const svg = chart.renderToSVGString();
        chart.dispose();
        return svg;
      }
      """;
  private static final String LINES =
      """
      (text) => ({xAxis: {}, yAxis: {type: 'log'}, legend: {},
        series: JSON.parse(text).map((row, k) => (
          {type: 'line', showSymbol: false, name: 'line ' + k, data: row.map((v, i) => [i + 1, v])}))})
      """;
  private static final String HEAT =
      """
      (text) => ({xAxis: {type: 'category'}, yAxis: {type: 'category'},
        visualMap: {min: -80, max: 10, calculable: true, inRange: {color: ['#440154', '#21918C', '#FDE725']}},
        series: [{type: 'heatmap', progressive: 0,
          data: JSON.parse(text).flatMap((row, l) => row.map((v, i) => [i, l, v]))}]})
      """;

  private final Value chart;
  private final Value lines;
  private final Value heat;

  Candidate() throws IOException {
    Context context =
        Context.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    String path = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
    context.eval("js", "var window = undefined, self = globalThis; var setTimeout = () => 0;");
    try (InputStream source = Candidate.class.getResourceAsStream(path)) {
      context.eval("js", new String(source.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NullPointerException e) {
      throw new UncheckedIOException(new IOException(path, e));
    }
    chart = context.eval("js", CHART);
    lines = context.eval("js", LINES);
    heat = context.eval("js", HEAT);
  }

  @Override
  public String lines(double[][] lines) {
    return chart.execute(this.lines.execute(Arrays.deepToString(lines))).asString();
  }

  @Override
  public String heatMap(double[][] rows) {
    return chart.execute(heat.execute(Arrays.deepToString(rows))).asString();
  }
}
