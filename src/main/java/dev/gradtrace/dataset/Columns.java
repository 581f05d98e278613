package dev.gradtrace.dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of the columns of a dataset.
 *
 * @param inputs one name per feature
 * @param targets one name per target, or that of the label column
 */
public record Columns(List<String> inputs, List<String> targets) {

  /** Most columns that a dataset in a request or file may have. */
  public static final int MOST = 1 << 18;

  public Columns {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
  }

  /** {@code x1, x2, …} and {@code y1, y2, …}, or {@code label} for classes. */
  public static Columns numbered(int features, Targets targets) {
    return new Columns(
        numbered("x", features),
        targets instanceof Targets.Labelled
            ? List.of("label")
            : numbered("y", targets.samples().length()));
  }

  public static List<String> numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
  }
}
