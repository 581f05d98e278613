package dev.gradtrace.plot;

import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.trace.Distributions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Heat map over steps and layers of the share of a tensor's non-zero entries that would round to 0
 * in a number format; the output layer is at the top. Two runs are drawn below each other.
 *
 * @param runs one or two
 * @param layers their numbers, at least one
 */
public record UnderflowMap(
    List<DistributedRun> runs, Tensor of, NumberFormat format, List<Integer> layers)
    implements Picture {

  private static final Extent SHARES = new Extent(0, 1);

  public UnderflowMap {
    layers = layers.stream().distinct().sorted().toList();
  }

  @Override
  public Size preferredSize() {
    return new Size(900, runs.size() == 1 ? 520 : 900);
  }

  @Override
  public Sketch sketch(Size size) {
    String words = format.name().toLowerCase(Locale.ROOT);
    Sheet sheet =
        new Sheet(
            size,
            Ridges.titles(runs),
            "share of %s that rounds to 0 in %s, of what is not 0; grey: nothing but 0"
                .formatted(of.label(), words));
    List<Panel> panels = new ArrayList<>();
    Size ofPanel = new Size(size.width(), Math.max(Size.LEAST, size.height() / runs.size()));
    for (DistributedRun run : runs) {
      if (run.kept().size() > 0) {
        panels.add(panel(run.kept(), ofPanel));
      }
    }
    return panels.isEmpty()
        ? sheet.saying(Sheet.NOTHING_YET)
        : sheet.stacked(panels, Collections.nCopies(panels.size(), 1.0));
  }

  private Panel panel(Distributions kept, Size size) {
    StepGrid grid = new StepGrid(kept.steps(), layers);
    int[] columns = grid.columns();
    double[][] shares =
        layers.stream()
            .map(
                l ->
                    Arrays.stream(columns)
                        .mapToDouble(i -> kept.at(i, of, l).shareLost(format))
                        .toArray())
            .toArray(double[][]::new);
    return grid.draw(new Raster(shares, Palette.MISSING), SHARES, size)
        .amounts("share", null, SHARES, Map.of("barheight", size.height() / 2));
  }
}
