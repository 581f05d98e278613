package dev.gradtrace.interchange.onnx;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what came of following an ONNX graph into layers. */
final class OnnxLayers {

  private static final String INITIALIZERS =
      "ONNX does not say how weights and biases start: the initializers are the defaults.";
  private static final String SINGLE = "Weights were given in 32 bits and are computed with in 64.";
  private static final String SCALING =
      "The scaling of the inputs has become part of the weights and biases of layer 1.";

  private final OnnxModel model;
  private final Faults faults = new Faults();
  private final List<LayerSpec> specs = new ArrayList<>();
  private final List<Parameters.Layer> parameters = new ArrayList<>();
  private final List<String> notes = new ArrayList<>(List.of(INITIALIZERS));

  OnnxLayers(OnnxModel model) {
    this.model = model;
  }

  /** A layer's activation, and what comes between it and z: σ(p·z + q). */
  private record Shape(Activation activation, KnownActivations.Line line) {

    private static final KnownActivations.Line IDENTITY = new KnownActivations.Line(1, 0);

    static Optional<Shape> of(Signal signal) {
      if (signal.isSoftmax()) {
        return Optional.of(new Shape(new Softmax(), IDENTITY));
      }
      return KnownActivations.line(signal.values())
          .map(line -> new Shape(Elementwise.LINEAR, line))
          .or(
              () ->
                  KnownActivations.find(signal.values())
                      .map(activation -> new Shape(activation, IDENTITY)));
    }
  }

  /**
   * The network that ends with a signal.
   *
   * @throws InvalidSpec with every layer whose activation is not known
   */
  ImportedNetwork of(Signal output) {
    Deque<Signal> layers = new ArrayDeque<>();
    Signal input = output;
    for (Preactivation.Product product = output.z().product(); product != null; ) {
      layers.push(input);
      input = product.a();
      product = input.z().product();
    }
    InvalidSpec.unless(!layers.isEmpty(), "graph", "has no Gemm or MatMul");
    Shape scaling = shape(input);
    boolean scaled = !input.isPlain() || input.z().factor() != null || input.z().offset() != null;
    if (scaled) {
      notes.add(SCALING);
    }
    boolean first = true;
    for (Signal layer : layers) {
      Shape shape = shape(layer);
      if (shape != null && scaling != null) {
        add(layer, shape, first && scaled ? scaledBy(input.z(), scaling.line) : null);
      }
      first = false;
    }
    faults.throwIfAny();
    int inputs = parameters.get(0).weights().columns();
    return new ImportedNetwork(new NetworkSpec(inputs, specs), Parameters.of(parameters), notes);
  }

  private @Nullable Shape shape(Signal signal) {
    return faults.<Shape>part(
        signal.node() < 0 ? "graph/input/0" : OnnxImport.pointer(signal.node()),
        () -> {
          Optional<Shape> shape = Shape.of(signal);
          InvalidSpec.unless(
              shape.isPresent(),
              "",
              "%s ends a function that is none of the activations known here",
              signal.node() < 0 ? "this" : model.nodes().get(signal.node()).title());
          InvalidSpec.unless(
              signal.z().product() != null || shape.get().activation == Elementwise.LINEAR,
              "",
              "is followed by an activation before any weights");
          return shape.get();
        });
  }

  /** What the network sees of an input: factor ⊙ x + offset. */
  private static Preactivation scaledBy(Preactivation input, KnownActivations.Line line) {
    return input.times(OnnxTensor.scalar(line.p())).plus(OnnxTensor.scalar(line.q()), 1);
  }

  private void add(Signal layer, Shape shape, @Nullable Preactivation input) {
    Preactivation z = layer.z();
    OnnxTensor given = requireNonNull(z.product()).weights();
    Matrix weights = Matrix.zeros(z.width(), given.width());
    double[] biases = new double[z.width()];
    for (int i = 0; i < z.width(); i++) {
      double shift = 0;
      for (int j = 0; j < given.width(); j++) {
        double weight = given.at(i, j) * z.factor(i) * shape.line.p();
        weights.set(i, j, input == null ? weight : weight * input.factor(j));
        shift += input == null ? 0 : weight * input.offset(j);
      }
      biases[i] = shift + z.offset(i) * shape.line.p() + shape.line.q();
    }
    if (given.isSingle() && !notes.contains(SINGLE)) {
      notes.add(SINGLE);
    }
    boolean biased = z.offset() != null || Arrays.stream(biases).anyMatch(bias -> bias != 0);
    Matrix column = Matrix.ofColumns(biases.length, biases);
    String place = OnnxImport.pointer(layer.node());
    faults.unless(
        weights.isFinite() && column.isFinite(),
        place,
        "has weights or biases that are not finite");
    LayerSpec plain = LayerSpec.of(z.width(), shape.activation);
    specs.add(
        new LayerSpec(
            plain.units(),
            plain.activation(),
            plain.weightInitializer(),
            plain.biasInitializer(),
            biased));
    parameters.add(new Parameters.Layer(weights, column));
  }
}
