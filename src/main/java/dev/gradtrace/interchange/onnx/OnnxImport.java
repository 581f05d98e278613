package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.FileKind;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Imports a multilayer perceptron from an ONNX graph: evaluates it symbolically node by node, and
 * recognises activations by their values, however they are written.
 */
public final class OnnxImport {

  private static final String FORM =
      "The model hands its outputs on in another form; here they are a vector for each sample.";

  /** A graph with names of an input, an output and a node has more. */
  private static final int FEWEST_BYTES = 16;

  private final OnnxModel model;
  private final Evaluation values;
  private final ShapeOperators shapes;
  private final LayerOperators layers;
  private final NormalizationOperators normalizations;
  private final MomentOperators moments;
  private final ElementwiseOperators elements;
  private final ScikitOperators scikit;
  private final Faults faults = new Faults();

  private OnnxImport(OnnxModel model, DataFiles files, long mostNumbers) {
    this.model = model;
    this.values = new Evaluation(model, files, mostNumbers);
    this.shapes = new ShapeOperators(values);
    this.layers = new LayerOperators(values);
    this.normalizations = new NormalizationOperators(values);
    this.moments = new MomentOperators(values);
    this.elements = new ElementwiseOperators(values);
    this.scikit = new ScikitOperators(values);
  }

  /** Imports a model without external data, as {@link #read(byte[], Map, long)} does. */
  public static ImportedNetwork read(byte[] bytes, long mostNumbers) {
    return read(bytes, Map.of(), mostNumbers);
  }

  /**
   * Imports a model.
   *
   * @param bytes a {@code ModelProto}; not to be changed until the call returns
   * @param data external data files by name; likewise
   * @param mostNumbers most weights, biases and factors that the network may have
   * @throws InvalidSpec if it is damaged or no ONNX model, or naming every node that cannot be part
   *     of a multilayer perceptron, by pointers into the model
   */
  public static ImportedNetwork read(byte[] bytes, Map<String, byte[]> data, long mostNumbers) {
    if (bytes.length < FEWEST_BYTES && FileKind.of(bytes).isEmpty()) {
      throw InvalidSpec.malformed(
          "", "has only %d bytes, fewer than any model: it was cut short", bytes.length);
    }
    OnnxModel model;
    try {
      model = OnnxModel.read(bytes);
    } catch (InvalidSpec damaged) {
      throw FileKind.of(bytes)
          .map(
              kind ->
                  InvalidSpec.malformed(
                      "", "is no model that is read here: it looks like %s", kind.told()))
          .orElse(damaged);
    }
    DataFiles files = new DataFiles(data);
    files.requireAll(model.initializers().values());
    return new OnnxImport(model, files, mostNumbers).run();
  }

  private ImportedNetwork run() {
    requireOneOf(model.inputs().keySet(), "graph/input");
    requireOneOf(model.outputs(), "graph/output");
    model
        .inputs()
        .forEach(
            (name, dims) -> {
              Form form = Form.declared(dims);
              int width = form.rank() < 2 ? 0 : (int) Math.max(0, form.sample());
              values.put(name, Signal.of(Preactivation.input(width), form, -1));
            });
    for (int i = 0; i < model.nodes().size() && !faults.areMost(); i++) {
      Deadline.check();
      OnnxNode node = model.nodes().get(i);
      int number = i;
      GraphValue value = faults.<GraphValue>part(pointer(i), () -> evaluate(node, number));
      keep(node, value);
    }
    Signal output = faults.<Signal>part("graph/output/0", this::output);
    faults.throwIfAny();
    return new OnnxLayers(model, values).of(faults.need(output));
  }

  private static void requireOneOf(Collection<String> names, String pointer) {
    InvalidSpec.unless(
        names.size() == 1,
        pointer,
        names.size() > 1 && names.stream().anyMatch(name -> name.contains("probabilit"))
            ? "are %d, a network has one: " + Unsupported.PROBABILITIES
            : "are %d, a network has one: export the model with one",
        names.size());
  }

  static String pointer(int node) {
    return "graph/node/" + node;
  }

  private @Nullable Signal output() {
    GraphValue value = values.value(model.outputs().get(0));
    if (value instanceof GraphValue.Unknown) {
      InvalidSpec.unless(!faults.none(), "", "comes of a label: %s", Unsupported.PROBABILITIES);
      return null;
    }
    if (!(value instanceof Signal signal)) {
      throw InvalidSpec.meaningless(
          "",
          value instanceof Moments
              ? "is a mean over units: a network here ends with a layer"
              : "does not depend on the input");
    }
    if (!signal.form().isSurelyVectorsOf(signal.z().width())) {
      values.note(FORM);
    }
    return signal;
  }

  /**
   * Stores the result of a node.
   *
   * @param value null if the node or one of its sources was refused
   */
  private void keep(OnnxNode node, @Nullable GraphValue value) {
    if (value == null) {
      node.outputs().forEach(name -> values.put(name, new GraphValue.Unknown()));
    } else if (!node.outputs().isEmpty()) {
      values.put(ScikitOperators.result(node), value);
    }
  }

  /** The result of a node; null if it depends on a refused one. */
  private @Nullable GraphValue evaluate(OnnxNode node, int number) {
    if (values.dependsOnRefused(node)) {
      return null;
    }
    GraphValue value = known(node, number);
    if (value == null) {
      throw Unsupported.operator(node);
    }
    return value;
  }

  private @Nullable GraphValue known(OnnxNode node, int number) {
    if (!OnnxNode.isStandard(node.domain())) {
      return scikit.evaluate(node, number);
    }
    if (node.operator().equals("Constant")) {
      OnnxTensor constant = node.constant(values.files());
      InvalidSpec.unless(constant != null, "", "%s holds no tensor", node.title());
      return constant;
    }
    GraphValue averaged = moments.evaluate(node, number);
    GraphValue value = averaged == null ? evaluated(node, number) : averaged;
    moments.remember(node, value);
    return value;
  }

  private @Nullable GraphValue evaluated(OnnxNode node, int number) {
    GraphValue shaped = shapes.evaluate(node);
    GraphValue layered = shaped == null ? layers.evaluate(node, number) : shaped;
    GraphValue normalized = layered == null ? normalizations.evaluate(node, number) : layered;
    return normalized == null ? elements.evaluate(node, number) : normalized;
  }
}
