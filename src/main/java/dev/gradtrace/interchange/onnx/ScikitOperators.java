package dev.gradtrace.interchange.onnx;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators of {@code ai.onnx.ml} that skl2onnx writes for scalers and linear models of
 * scikit-learn.
 */
final class ScikitOperators {

  static final String DOMAIN = "ai.onnx.ml";
  private static final String CLASSIFIER = "LinearClassifier";

  private final Evaluation values;

  ScikitOperators(Evaluation values) {
    this.values = values;
  }

  /** The output of a node that is followed: the probabilities of a classifier, not its label. */
  static String result(OnnxNode node) {
    boolean isClassifier = node.domain().equals(DOMAIN) && node.operator().equals(CLASSIFIER);
    int followed = isClassifier && node.outputs().size() > 1 ? 1 : 0;
    return node.outputs().get(followed);
  }

  /** The result of a node; null if its operator is none of these. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    if (!node.domain().equals(DOMAIN)) {
      return null;
    }
    return switch (node.operator()) {
      case "Scaler" -> scaler(node, number);
      case "LinearRegressor" -> regressor(node, number);
      case CLASSIFIER -> classifier(node, number);
      case "Normalizer" -> normalizer(node);
      case "Imputer" -> imputer(node);
      case "ArrayFeatureExtractor" -> throw Unsupported.choice(node, isOfFeatures(node));
      default -> null;
    };
  }

  /** What stands for missing values; no input here is missing. */
  private GraphValue imputer(OnnxNode node) {
    if (!Float.isNaN(node.real("replaced_value_float", 0))) {
      throw Unsupported.operator(node);
    }
    values.note("What the model puts in the place of missing values (SimpleImputer) is left out.");
    return values.signal(node, 0);
  }

  private boolean isOfFeatures(OnnxNode node) {
    return values.input(node, 0) instanceof Signal signal && signal.z().origin() == null;
  }

  /** Scaler: (x − offset)·scale. */
  private Signal scaler(OnnxNode node, int number) {
    Signal signal = values.signal(node, 0);
    double[] offset = node.numbers("offset");
    double[] scale = node.numbers("scale");
    values.spend(4L * Math.max(Math.max(offset.length, scale.length), signal.z().width()));
    Affine scaled = signal.affine();
    if (offset.length > 0) {
      scaled = scaled.plus(ofUnits(offset, signal), -1);
    }
    if (scale.length > 0) {
      scaled = scaled.times(ofUnits(scale, signal));
    }
    return signal.with(scaled, number);
  }

  private static double[] ofUnits(double[] given, Signal signal) {
    OnnxTensor tensor = new OnnxTensor(List.of(given.length), given, Float.SIZE);
    return signal.form().ofFeatures(tensor, signal.z().width());
  }

  private Signal regressor(OnnxNode node, int number) {
    return transformed(node, linear(node, node.integer("targets", 1), number), number);
  }

  private Signal classifier(OnnxNode node, int number) {
    if (node.outputs().size() < 2 || node.outputs().get(1).isEmpty()) {
      throw Unsupported.label(node);
    }
    values.put(node.outputs().get(0), new GraphValue.Unknown());
    int given = node.numbers("intercepts").length;
    int classes = given > 0 ? given : node.numbers("classlabels_ints").length;
    return transformed(node, linear(node, classes, number), number);
  }

  private static Signal transformed(OnnxNode node, Signal z, int number) {
    String transform = node.text("post_transform", "NONE");
    return switch (transform) {
      case "NONE" -> z;
      case "LOGISTIC" -> z.with(z.curve().map(Elementary::sigmoid), number);
      case "SOFTMAX" -> z.softmax(number);
      default ->
          throw InvalidSpec.meaningless(
              "", "%s has post_transform %s, which no layer here has", node.title(), transform);
    };
  }

  /** LinearClassifier or LinearRegressor: W·x + b, W in row-major order. */
  private Signal linear(OnnxNode node, long units, int number) {
    double[] coefficients = node.numbers("coefficients");
    double[] intercepts = node.numbers("intercepts");
    InvalidSpec.unless(
        units > 0
            && coefficients.length > 0
            && coefficients.length % units == 0
            && (intercepts.length == 0 || intercepts.length == units),
        "",
        "%s has %d coefficients and %d intercepts for %d units",
        node.title(),
        coefficients.length,
        intercepts.length,
        units);
    values.spend(coefficients.length);
    List<Integer> dims = List.of((int) units, (int) (coefficients.length / units));
    OnnxTensor weights = new OnnxTensor(dims, coefficients, Float.SIZE);
    Signal product = LayerOperators.product(node, weights, values.signal(node, 0), number);
    return intercepts.length == 0
        ? product
        : product.with(product.affine().plus(intercepts, 1), number);
  }

  /** Normalizer of probabilities: divides by their sum, which is 1 already. */
  private Signal normalizer(OnnxNode node) {
    Signal signal = values.signal(node, 0);
    if (!node.text("norm", "MAX").equals("L1") || !signal.sumsToOne()) {
      throw Unsupported.operator(node);
    }
    return signal;
  }
}
