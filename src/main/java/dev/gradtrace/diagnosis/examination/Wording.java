package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.wording.Figures;
import java.util.List;

/** Words that the explanations of several rules share. */
public final class Wording {

  private Wording() {}

  public static String number(double value) {
    return Figures.number(value);
  }

  public static String percent(double share) {
    return Figures.percent(share);
  }

  /** 1 for a perfect fit, 0 for that of a constant answer. */
  public static String fit(double fit) {
    return Figures.fit(fit);
  }

  public static String layers(List<Integer> layers) {
    return (layers.size() == 1 ? "layer " : "layers ")
        + String.join(", ", layers.stream().map(String::valueOf).toList());
  }

  /** Neighbours together: layers 1–97, 99. */
  public static String rangesOfLayers(List<Integer> layers) {
    List<Integer> sorted = layers.stream().distinct().sorted().toList();
    StringBuilder ranges = new StringBuilder(sorted.size() == 1 ? "layer " : "layers ");
    int from = 0;
    for (int i = 0; i < sorted.size(); i++) {
      boolean ends = i + 1 == sorted.size() || sorted.get(i + 1) != sorted.get(i) + 1;
      if (ends) {
        ranges.append(from == 0 ? "" : ", ").append(sorted.get(from));
        ranges.append(i == from ? "" : "–" + sorted.get(i));
        from = i + 1;
      }
    }
    return ranges.toString();
  }
}
