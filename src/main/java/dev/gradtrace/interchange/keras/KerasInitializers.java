package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.Initializer.Orthogonal;
import dev.gradtrace.network.Initializer.Uniform;
import dev.gradtrace.network.Initializer.VarianceScaling;
import java.util.Locale;
import java.util.Map;

/**
 * Initializers by their names in Keras 2 and 3. A truncated normal distribution is replaced by a
 * normal one of the same variance, with a note.
 *
 * @see <a href="https://keras.io/api/layers/initializers/">Layer weight initializers</a>
 */
final class KerasInitializers {

  /** Standard deviation of N(0, 1) truncated at ±2. */
  private static final double TRUNCATED = 0.87962566103423978;

  private static final String NOTE =
      "Normal initializers of Keras are truncated at two standard deviations; here they are whole, with the same"
          + " variance.";

  private static final String SEEDED =
      "Seeds of initializers have been left out: here the seed of a job draws all that is random.";

  private KerasInitializers() {}

  /** An initializer that may depend on the size of its layer. */
  interface OfLayer {
    /**
     * @param fanIn number of inputs
     * @param fanOut number of units
     */
    Initializer of(int fanIn, int fanOut);
  }

  /**
   * The initializer of a layer's weights, by its name or as a serialized object.
   *
   * @param otherwise the initializer if none is given
   * @param dropped receives notes on differences
   */
  static OfLayer ofWeights(KerasValue given, Initializer otherwise, KerasDropped dropped) {
    return given.isNull() ? (fanIn, fanOut) -> otherwise : of(given, dropped);
  }

  /** Like {@link #ofWeights} for biases: Keras takes the number of units for both fans. */
  static OfLayer ofBiases(KerasValue given, KerasDropped dropped) {
    if (given.isNull()) {
      return (fanIn, fanOut) -> Constant.ZEROS;
    }
    OfLayer found = of(given, dropped);
    return (fanIn, fanOut) -> ofVector(found.of(fanOut, fanOut), fanOut);
  }

  /** An initializer for a vector: fan-in and fan-out are both the number of units. */
  private static Initializer ofVector(Initializer given, int units) {
    if (!(given instanceof VarianceScaling scaling)) {
      return given;
    }
    double variance = scaling.variance(units, 1, units);
    return scaling.label().endsWith("uniform") ? uniform(variance) : normal(variance);
  }

  private static Initializer normal(double variance) {
    return new Normal(0, Math.sqrt(variance));
  }

  private static Initializer uniform(double variance) {
    double limit = Math.sqrt(3 * variance);
    return new Uniform(-limit, limit);
  }

  private static OfLayer of(KerasValue given, KerasDropped dropped) {
    KerasValue name = given.isText() ? given : given.get("class_name");
    if (given.isObject() && KerasNode.isCustom(given)) {
      throw name.unsupported("%s is not supported", KerasNode.fullName(given));
    }
    KerasValue config =
        given.isText() ? new KerasValue(given.pointer(), Map.of()) : given.get("config");
    if (config.isObject() && config.has("seed")) {
      dropped.note(SEEDED);
    }
    String plain = name.text().replace("_", "").toLowerCase(Locale.ROOT);
    if (plain.equals("variancescaling")) {
      return varianceScaling(config, dropped);
    }
    Initializer found = named(plain, name, config, dropped);
    return (fanIn, fanOut) -> found;
  }

  private static Initializer named(
      String plain, KerasValue name, KerasValue config, KerasDropped dropped) {
    return switch (plain) {
      case "zeros", "zero" -> Constant.ZEROS;
      case "ones", "one" -> Constant.ONES;
      case "constant" -> new Constant(config.get("value").number(0));
      case "randomnormal", "normal" ->
          new Normal(config.get("mean").number(0), config.get("stddev").number(0.05));
      case "randomuniform", "uniform" ->
          new Uniform(config.get("minval").number(-0.05), config.get("maxval").number(0.05));
      case "truncatednormal" -> {
        dropped.note(NOTE);
        yield new Normal(
            config.get("mean").number(0), config.get("stddev").number(0.05) * TRUNCATED);
      }
      case "lecunnormal" -> truncated(VarianceScaling.LECUN_NORMAL, dropped);
      case "lecununiform" -> VarianceScaling.LECUN_UNIFORM;
      case "glorotnormal", "xaviernormal" -> truncated(VarianceScaling.GLOROT_NORMAL, dropped);
      case "glorotuniform", "xavieruniform" -> VarianceScaling.GLOROT_UNIFORM;
      case "henormal" -> truncated(VarianceScaling.HE_NORMAL, dropped);
      case "heuniform" -> VarianceScaling.HE_UNIFORM;
      case "orthogonal", "orthogonalinitializer" -> new Orthogonal(config.get("gain").number(1));
      default -> throw name.unsupported("%s is not supported", name.text());
    };
  }

  private static Initializer truncated(VarianceScaling normal, KerasDropped dropped) {
    dropped.note(NOTE);
    return normal;
  }

  /** Variance scale/n, where n is fan-in, fan-out or their mean. */
  private static OfLayer varianceScaling(KerasValue config, KerasDropped dropped) {
    double scale = config.get("scale").number(1);
    if (!(scale > 0)) {
      throw config.get("scale").unsupported("must be above 0, was %s", scale);
    }
    boolean uniform = isUniform(config.get("distribution"), dropped);
    KerasValue mode = config.get("mode");
    return switch (mode.text("fan_in")) {
      case "fan_in" ->
          (fanIn, fanOut) ->
              scale == 1
                  ? uniform ? VarianceScaling.LECUN_UNIFORM : VarianceScaling.LECUN_NORMAL
                  : scale == 2
                      ? uniform ? VarianceScaling.HE_UNIFORM : VarianceScaling.HE_NORMAL
                      : ofVariance(scale / fanIn, uniform);
      case "fan_out" -> (fanIn, fanOut) -> ofVariance(scale / fanOut, uniform);
      case "fan_avg" ->
          (fanIn, fanOut) ->
              scale == 1
                  ? uniform ? VarianceScaling.GLOROT_UNIFORM : VarianceScaling.GLOROT_NORMAL
                  : ofVariance(2 * scale / ((double) fanIn + fanOut), uniform);
      default ->
          throw mode.unsupported("must be one of fan_in, fan_out, fan_avg, was %s", mode.text());
    };
  }

  private static Initializer ofVariance(double variance, boolean uniform) {
    return uniform ? uniform(variance) : normal(variance);
  }

  private static boolean isUniform(KerasValue distribution, KerasDropped dropped) {
    return switch (distribution.text("truncated_normal")) {
      case "uniform" -> true;
      case "untruncated_normal" -> false;
      case "truncated_normal", "normal" -> {
        dropped.note(NOTE);
        yield false;
      }
      default ->
          throw distribution.unsupported(
              "must be one of truncated_normal, untruncated_normal, uniform, was %s",
              distribution.text());
    };
  }
}
