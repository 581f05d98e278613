package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of a layer by their Keras names, in the order of Keras.
 *
 * @param trained trainable variables, which come first
 * @param followed non-trainable variables, such as moving statistics
 */
record KerasRoles(List<String> trained, List<String> followed) {

  static final String KERNEL = "kernel";
  static final String BIAS = "bias";
  static final String GAMMA = "gamma";
  static final String BETA = "beta";
  static final String SCALE = "scale";
  static final String MOVING_MEAN = "moving_mean";
  static final String MOVING_VARIANCE = "moving_variance";
  static final String MEAN = "mean";
  static final String VARIANCE = "variance";
  static final String ALPHA = "alpha";
  private static final String COUNT = "count";

  static KerasRoles of(KerasValue layer) {
    KerasValue config = layer.get("config");
    String className = layer.get("class_name").text();
    return switch (className) {
      case "Dense" ->
          new KerasRoles(
              config.get("use_bias").flag(true) ? List.of(KERNEL, BIAS) : List.of(KERNEL),
              List.of());
      case "LayerNormalization" -> new KerasRoles(learnt(config), List.of());
      case "RMSNormalization" -> new KerasRoles(List.of(SCALE), List.of());
      case "PReLU" -> new KerasRoles(List.of(ALPHA), List.of());
      case "Normalization" ->
          new KerasRoles(
              List.of(), config.get("mean").isNull() ? List.of(MEAN, VARIANCE, COUNT) : List.of());
      default ->
          KerasNormalizations.isLayer(className)
              ? new KerasRoles(learnt(config), List.of(MOVING_MEAN, MOVING_VARIANCE))
              : new KerasRoles(List.of(), List.of());
    };
  }

  private static List<String> learnt(KerasValue config) {
    List<String> learnt = new ArrayList<>();
    if (config.get("scale").flag(true)) {
      learnt.add(GAMMA);
    }
    if (config.get("center").flag(true)) {
      learnt.add(BETA);
    }
    return learnt;
  }

  /** Trainable variables, then the others. */
  List<String> all() {
    List<String> all = new ArrayList<>(trained);
    all.addAll(followed);
    return all;
  }
}
