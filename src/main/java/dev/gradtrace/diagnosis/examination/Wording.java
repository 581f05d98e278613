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
}
