package dev.gradtrace.plot;

import java.util.List;
import java.util.function.Supplier;

/**
 * A picture that is composed but not drawn yet: what drawing it takes, and its SVG.
 *
 * <p>The plot library allocates in proportion to the marks that it draws and to the size of the
 * sheet. The estimate is an upper bound, less than a fifth above what is allocated for large
 * pictures of one kind of marks; most of that is garbage at once.
 */
public final class Sketch {

  /** Bytes for a sheet, and for the axes, grid and legend of a panel. */
  private static final long BYTES_OF_SHEET = 200_000;

  /** The work of allocating and formatting a byte, in multiplications: about a nanosecond. */
  private static final long MULTIPLICATIONS = 5;

  private final long bytes;
  private final Supplier<String> drawing;

  Sketch(Size size, List<Panel> panels, Supplier<String> drawing) {
    this.bytes = BYTES_OF_SHEET + panels.stream().mapToLong(panel -> panel.bytes(size)).sum();
    this.drawing = drawing;
  }

  /**
   * Most bytes of each chart of a run: losses after batches and epochs, layers as lines, or factors
   * of layers as bars.
   *
   * @param depth number of layers
   */
  public static long bytesOfRun(int depth, long steps, long epochs) {
    return BYTES_OF_SHEET
        + 2 * Panel.bytesOfAxes(Size.LARGEST)
        + Math.max(LossPicture.bytesOfMarks(steps, epochs), Waterfall.bytesOfMarks(depth));
  }

  /** Estimated work of drawing something that allocates so many bytes, in multiplications. */
  public static long work(long bytes) {
    return MULTIPLICATIONS * bytes;
  }

  /** Upper bound on the bytes that drawing allocates. */
  public long bytes() {
    return bytes;
  }

  /** Estimated work of drawing, in multiplications. */
  public long work() {
    return work(bytes);
  }

  /** The picture as an SVG document. */
  public String svg() {
    return drawing.get();
  }
}
