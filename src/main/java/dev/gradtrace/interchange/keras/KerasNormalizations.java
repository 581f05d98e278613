package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.validation.Faults;
import java.util.List;

/**
 * Normalisations by their classes in Keras 2 and 3.
 *
 * @see <a href="https://keras.io/api/layers/normalization_layers/">Normalization layers</a>
 */
final class KerasNormalizations {

  private static final String STARTS =
      "Initializers of γ, β and moving statistics have been left out: here they start at 1, 0, 0"
          + " and 1.";
  private static final String PENALTIES =
      "Penalties of γ and β have been left out; the l2 of a job is of weights.";

  private KerasNormalizations() {}

  /** Whether layers of this class are normalisations that a network here can have. */
  static boolean isLayer(String className) {
    return switch (className) {
      case "BatchNormalization",
          "BatchNormalizationV1",
          "BatchNormalizationV2",
          "SyncBatchNormalization",
          "LayerNormalization",
          "RMSNormalization" ->
          true;
      default -> false;
    };
  }

  /**
   * The normalisation of a layer.
   *
   * @param axes number of dimensions of an input sample
   */
  static Normalization read(KerasValue layer, int axes, KerasDropped dropped) {
    KerasValue config = layer.get("config");
    String className = layer.get("class_name").text();
    refuseOptions(config, axes);
    noteOptions(config, dropped);
    if (className.equals("RMSNormalization")) {
      return new RmsNorm(epsilon(config, RmsNorm.DEFAULT_EPSILON), true);
    }
    boolean center = config.get("center").flag(true);
    boolean scale = config.get("scale").flag(true);
    if (className.equals("LayerNormalization")) {
      return new LayerNorm(epsilon(config, LayerNorm.DEFAULT_EPSILON), center, scale);
    }
    KerasValue momentum = config.get("momentum");
    double weight = momentum.number(BatchNorm.DEFAULT_MOMENTUM);
    if (!(weight >= 0 && weight < 1)) {
      throw momentum.unsupported("must be at least 0 and below 1, was %s", weight);
    }
    return new BatchNorm(
        weight,
        epsilon(config, BatchNorm.DEFAULT_EPSILON),
        center,
        scale,
        MovingVariance.POPULATION);
  }

  private static double epsilon(KerasValue config, double otherwise) {
    double epsilon = config.get("epsilon").number(otherwise);
    if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
      throw config.get("epsilon").unsupported("must be at least 0, was %s", epsilon);
    }
    return epsilon;
  }

  private static void refuseOptions(KerasValue config, int axes) {
    Faults found = new Faults();
    KerasValue axis = config.get("axis");
    List<KerasValue> given = axis.isList() ? axis.elements() : List.of(axis);
    found.unless(
        given.size() == 1 && (given.get(0).number(-1) == -1 || given.get(0).number(-1) == axes),
        axis.pointer(),
        "must be the last: normalise vectors of units, or flatten samples first");
    found.unless(
        !config.get("rms_scaling").flag(false),
        config.get("rms_scaling").pointer(),
        "divides by the deviation without taking the mean away, which is no RMS norm: use"
            + " RMSNormalization");
    found.unless(
        !config.get("renorm").flag(false),
        config.get("renorm").pointer(),
        "is not supported: leave renorm out");
    for (String option : List.of("gamma_constraint", "beta_constraint", "virtual_batch_size")) {
      KerasValue value = config.get(option);
      found.unless(value.isNull(), value.pointer(), "is not supported: leave it out");
    }
    found.throwIfAny();
  }

  private static void noteOptions(KerasValue config, KerasDropped dropped) {
    boolean asHere =
        isPlain(config.get("gamma_initializer"), "Ones")
            && isPlain(config.get("beta_initializer"), "Zeros")
            && isPlain(config.get("moving_mean_initializer"), "Zeros")
            && isPlain(config.get("moving_variance_initializer"), "Ones");
    if (!asHere) {
      dropped.note(STARTS);
    }
    if (!config.get("gamma_regularizer").isNull() || !config.get("beta_regularizer").isNull()) {
      dropped.note(PENALTIES);
    }
  }

  private static boolean isPlain(KerasValue initializer, String expected) {
    if (initializer.isNull()) {
      return true;
    }
    KerasValue name = initializer.isText() ? initializer : initializer.get("class_name");
    return name.isText() && name.text().equalsIgnoreCase(expected);
  }
}
