package dev.gradtrace.interchange.keras;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.Initializer.Orthogonal;
import dev.gradtrace.network.Initializer.Uniform;
import dev.gradtrace.network.Initializer.VarianceScaling;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Initializers by their names in Keras 2 and 3. Those that truncate a normal distribution become
 * the whole one of the same variance, which is noted.
 *
 * @see <a href="https://keras.io/api/layers/initializers/">Layer weight initializers</a>
 */
final class KerasInitializers {

  /** Standard deviation of N(0, 1) truncated at ±2. */
  private static final double TRUNCATED = 0.87962566103423978;

  private static final String NOTE =
      "Normal initializers of Keras are truncated at two standard deviations; here they are whole, with the same"
          + " variance.";

  private KerasInitializers() {}

  /**
   * The initializer of a name or a serialized object.
   *
   * @param otherwise where there is none
   * @param notes receives how it differs
   */
  static Initializer of(KerasValue given, Initializer otherwise, Set<String> notes) {
    if (given.isNull()) {
      return otherwise;
    }
    KerasValue name = given.isText() ? given : given.get("class_name");
    KerasValue config =
        given.isText() ? new KerasValue(given.pointer(), Map.of()) : given.get("config");
    return switch (name.text().replace("_", "").toLowerCase(Locale.ROOT)) {
      case "zeros", "zero" -> Constant.ZEROS;
      case "ones", "one" -> Constant.ONES;
      case "constant" -> new Constant(config.get("value").number(0));
      case "randomnormal", "normal" ->
          new Normal(config.get("mean").number(0), config.get("stddev").number(0.05));
      case "randomuniform", "uniform" ->
          new Uniform(config.get("minval").number(-0.05), config.get("maxval").number(0.05));
      case "truncatednormal" -> {
        notes.add(NOTE);
        yield new Normal(
            config.get("mean").number(0), config.get("stddev").number(0.05) * TRUNCATED);
      }
      case "lecunnormal" -> truncated(VarianceScaling.LECUN_NORMAL, notes);
      case "lecununiform" -> VarianceScaling.LECUN_UNIFORM;
      case "glorotnormal", "xaviernormal" -> truncated(VarianceScaling.GLOROT_NORMAL, notes);
      case "glorotuniform", "xavieruniform" -> VarianceScaling.GLOROT_UNIFORM;
      case "henormal" -> truncated(VarianceScaling.HE_NORMAL, notes);
      case "heuniform" -> VarianceScaling.HE_UNIFORM;
      case "orthogonal", "orthogonalinitializer" -> new Orthogonal(config.get("gain").number(1));
      case "variancescaling" -> varianceScaling(config, notes);
      default -> throw name.unsupported("%s is not supported", name.text());
    };
  }

  private static Initializer truncated(VarianceScaling normal, Set<String> notes) {
    notes.add(NOTE);
    return normal;
  }

  private static Initializer varianceScaling(KerasValue config, Set<String> notes) {
    double scale = config.get("scale").number(1);
    String mode = config.get("mode").text("fan_in");
    String distribution = config.get("distribution").text("truncated_normal");
    boolean uniform = distribution.equals("uniform");
    if (!uniform && !distribution.equals("untruncated_normal")) {
      notes.add(NOTE);
    }
    if (mode.equals("fan_in") && scale == 1) {
      return uniform ? VarianceScaling.LECUN_UNIFORM : VarianceScaling.LECUN_NORMAL;
    }
    if (mode.equals("fan_in") && scale == 2) {
      return uniform ? VarianceScaling.HE_UNIFORM : VarianceScaling.HE_NORMAL;
    }
    if (mode.equals("fan_avg") && scale == 1) {
      return uniform ? VarianceScaling.GLOROT_UNIFORM : VarianceScaling.GLOROT_NORMAL;
    }
    throw config.unsupported(
        "scales %s by %s, which is none of the initializers of LeCun, Glorot and He", mode, scale);
  }
}
