import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.RGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/** Lets-Plot; its raster is an image, for which it asks us to compress pixels. */
final class Candidate implements Drawer {

  @Override
  public String lines(double[][] lines) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (int k = 0; k < lines.length; k++) {
      for (int i = 0; i < lines[k].length; i++) {
        x.add(i + 1.0);
        y.add(lines[k][i]);
        line.add("line " + k);
      }
    }
    return svg(
        "line",
        Map.of("x", x, "y", y, "color", line),
        List.of(Map.of("aesthetic", "y", "trans", "log10")));
  }

  @Override
  public String heatMap(double[][] rows) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> value = new ArrayList<>();
    for (int l = 0; l < rows.length; l++) {
      for (int i = 0; i < rows[l].length; i++) {
        x.add(i + 1.0);
        y.add(l + 1.0);
        value.add(rows[l][i]);
      }
    }
    return svg(
        "raster",
        Map.of("x", x, "y", y, "fill", value),
        List.of(Map.of("aesthetic", "fill", "scale_mapper_kind", "color_gradientn", "colors", List.of("#440154", "#21918C", "#FDE725"))));
  }

  private static String svg(String geom, Map<String, ?> data, List<?> scales) {
    Map<String, String> mapping = new LinkedHashMap<>();
    data.keySet().forEach(name -> mapping.put(name, name));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("kind", "plot");
    spec.put("ggtitle", Map.of("text", "title"));
    spec.put("data", data);
    spec.put("mapping", mapping);
    spec.put("layers", List.of(Map.of("geom", geom, "sampling", "none")));
    spec.put("scales", scales);
    RGBEncoder encoder = (width, height, argb) -> Png.url(width, height, argb);
    return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        spec, new DoubleVector(900, 500), encoder, true);
  }

  private static final class Png {

    static String url(int width, int height, int[] argb) {
      java.nio.ByteBuffer pixels = java.nio.ByteBuffer.allocate(4 * argb.length);
      for (int pixel : argb) {
        pixels.putInt(pixel);
      }
      java.util.zip.Deflater deflater = new java.util.zip.Deflater();
      deflater.setInput(pixels.array());
      deflater.finish();
      byte[] packed = new byte[4 * argb.length + 1000];
      int length = deflater.deflate(packed);
      deflater.end();
      return "data:image/png;base64,"
          + Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(packed, length));
    }
  }
}
