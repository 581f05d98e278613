package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Map;
import java.util.TreeMap;

/** Refusals of what a multilayer perceptron here cannot have, each with advice. */
final class Unsupported {

  static final String PROBABILITIES =
      "export probabilities only, of scikit-learn with options={'zipmap': False} and then"
          + " select_model_inputs_outputs(model, 'probabilities') of skl2onnx.helpers.onnx_helper";
  private static final String LABEL = "picks a class: " + PROBABILITIES;
  private static final String FEATURES =
      "picks some of the features: train and export the model with all that it gets, scaled alike";
  private static final String NORM =
      "normalises as no layer here does; batch, layer and RMS norm do: use one of them";
  private static final String CONVOLUTION =
      "treats neighbours in an image or a sequence, a network here is a chain of dense layers";
  private static final String RECURRENT =
      "works through a sequence, a network here is a chain of dense layers";
  private static final String QUANTIZED =
      "computes in integers: export the model before it is quantized";
  private static final String LOG_SOFTMAX =
      "is no activation here: end the model with Softmax (axis=-1), whose training with"
          + " categorical_cross_entropy is the same";
  private static final String CONTROL =
      "decides while it runs: export the model with fixed control flow, such as by model.eval()";
  private static final String BRANCHES =
      "cuts or joins what flows through the model; a network here is a chain";

  private static final Map<String, String> REASONS = new TreeMap<>();

  static {
    reason(LABEL, "ArgMax", "ArgMin", "TopK", "ZipMap");
    reason(
        NORM,
        "SkipLayerNormalization",
        "InstanceNormalization",
        "GroupNormalization",
        "MeanVarianceNormalization",
        "LpNormalization",
        "Normalizer");
    reason(
        "takes a mean or sum over units, as a normalisation of layers does (LayerNorm, RMSNorm),"
            + " which no layer here does: leave it out",
        "ReduceMean",
        "ReduceSum",
        "ReduceSumSquare",
        "ReduceL1",
        "ReduceL2",
        "ReduceMax");
    reason(CONVOLUTION, "Conv", "ConvTranspose", "MaxPool", "AveragePool", "LRN");
    reason(CONVOLUTION, "GlobalAveragePool", "GlobalMaxPool", "Pad", "Resize", "Upsample");
    reason(RECURRENT, "LSTM", "GRU", "RNN", "Attention", "Einsum");
    reason(
        QUANTIZED,
        "QuantizeLinear",
        "DequantizeLinear",
        "DynamicQuantizeLinear",
        "QLinearMatMul",
        "MatMulInteger",
        "QGemm",
        "MatMulNBits",
        "MatMulBnb4",
        "MatMulIntegerToFloat",
        "DynamicQuantizeMatMul",
        "QLinearAdd",
        "QLinearMul",
        "QLinearSigmoid",
        "QLinearSoftmax");
    reason(LOG_SOFTMAX, "LogSoftmax");
    reason(CONTROL, "If", "Loop", "Scan");
    reason(BRANCHES, "Concat", "Split", "Gather", "Slice");
  }

  private Unsupported() {}

  private static void reason(String reason, String... operators) {
    for (String operator : operators) {
      REASONS.put(operator, reason);
    }
  }

  /** The refusal of an operator. */
  static InvalidSpec operator(OnnxNode node) {
    String reason = REASONS.get(node.operator());
    if (reason != null) {
      return refusal(node, reason);
    }
    if (OnnxNode.isStandard(node.domain())) {
      return refusal(node, "is not supported in a multilayer perceptron");
    }
    return switch (node.domain()) {
      case "ai.onnx.ml" ->
          refusal(
              node, "is not supported; of scikit-learn, MLPs, linear models and their scalers are");
      case "com.microsoft" ->
          refusal(node, "is of ONNX Runtime alone: export the model without its optimization");
      default ->
          refusal(
              node,
              "is not of the standard operators: send what"
                  + " onnx.inliner.inline_local_functions(model) makes of the model");
    };
  }

  /** The refusal of an operator that selects features or classes. */
  static InvalidSpec choice(OnnxNode node, boolean isOfFeatures) {
    return refusal(node, isOfFeatures ? FEATURES : LABEL);
  }

  /** The refusal of a table whose rows are looked up by what flows through the model. */
  static InvalidSpec embedding(OnnxNode node) {
    return refusal(
        node,
        "looks rows of a table up (Embedding), inputs here are numbers: a Linear without bias over"
            + " one-hot inputs is the same");
  }

  static InvalidSpec label(OnnxNode node) {
    return refusal(node, LABEL);
  }

  static InvalidSpec logSoftmax(OnnxNode node) {
    return refusal(node, LOG_SOFTMAX);
  }

  /** The refusal of an elementwise operator after softmax. */
  static InvalidSpec afterSoftmax(OnnxNode node) {
    return node.operator().equals("Log")
        ? logSoftmax(node)
        : refusal(node, "follows a softmax; a layer here has one activation");
  }

  static InvalidSpec training(OnnxNode node) {
    return refusal(node, "was exported as it trains: call model.eval() before the export");
  }

  private static InvalidSpec refusal(OnnxNode node, String reason) {
    return InvalidSpec.meaningless("", "%s " + reason.replace("%", "%%"), node.title());
  }
}
