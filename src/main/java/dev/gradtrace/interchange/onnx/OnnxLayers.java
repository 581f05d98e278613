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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what came of following an ONNX graph into layers. */
final class OnnxLayers {

  private static final String INITIALIZERS =
      "ONNX does not say how weights and biases start: the initializers are the defaults.";
  private static final String UNKNOWN = "none of the activations known here";
  private static final String SCALING =
      "The scaling of the inputs has become part of the weights and biases of layer 1.";

  private final OnnxModel model;
  private final Faults faults = new Faults();
  private final List<LayerSpec> specs = new ArrayList<>();
  private final List<Parameters.Layer> parameters = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>(List.of(INITIALIZERS));

  /**
   * @param seen what is to be noted of the graph
   */
  OnnxLayers(OnnxModel model, Set<String> seen) {
    this.model = model;
    notes.addAll(seen);
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
    requireEndWithActivation(output);
    Shape scaling = shape(input);
    Affine below = scaling == null ? null : scalingOf(input, scaling.line);
    if (below != null && !below.isIdentity()) {
      notes.add(SCALING);
    }
    for (Signal layer : layers) {
      Shape shape = shape(layer);
      if (shape != null && below != null) {
        add(layer, shape, below);
      }
      below = below == null ? null : layer.after();
    }
    faults.throwIfAny();
    int inputs = parameters.get(0).weights().columns();
    return new ImportedNetwork(
        new NetworkSpec(inputs, specs), Parameters.of(parameters), null, List.copyOf(notes));
  }

  private void requireEndWithActivation(Signal output) {
    faults.unless(
        output.after().isIdentity(),
        OnnxImport.pointer(output.node()),
        "is followed by factors or terms of each output; a network here ends with its activation:"
            + " leave them out");
  }

  private @Nullable Shape shape(Signal signal) {
    return faults.<Shape>part(
        signal.node() < 0 ? "graph/input/0" : OnnxImport.pointer(signal.node()),
        () -> {
          Optional<Shape> shape = Shape.of(signal);
          InvalidSpec.unless(
              shape.isPresent(),
              "",
              "%s ends a function that is %s",
              signal.node() < 0 ? "this" : model.nodes().get(signal.node()).title(),
              ForeignActivations.name(signal.values())
                  .map(name -> name.contains(";") ? name : name + ", " + UNKNOWN)
                  .orElse(UNKNOWN));
          InvalidSpec.unless(
              signal.z().product() != null || shape.get().activation == Elementwise.LINEAR,
              "",
              "is followed by an activation before any weights");
          return shape.get();
        });
  }

  /** What the network sees of an input: factor ⊙ x + offset. */
  private static Affine scalingOf(Signal input, KnownActivations.Line line) {
    Affine own = input.z().affine();
    boolean isPlain = line.p() == 1 && line.q() == 0;
    Affine lined = isPlain ? own : own.times(line.p()).plus(new double[] {line.q()}, 1);
    return lined.then(input.after());
  }

  private void add(Signal layer, Shape shape, Affine below) {
    Preactivation z = layer.z();
    OnnxTensor given = requireNonNull(z.product()).weights();
    Matrix weights = Matrix.zeros(z.width(), given.width());
    double[] biases = new double[z.width()];
    for (int i = 0; i < z.width(); i++) {
      double shift = 0;
      for (int j = 0; j < given.width(); j++) {
        double weight = given.at(i, j) * z.affine().factor(i) * shape.line.p();
        weights.set(i, j, weight * below.factor(j));
        shift += below.offset() == null ? 0 : weight * below.offset(j);
      }
      biases[i] = shift + z.affine().offset(i) * shape.line.p() + shape.line.q();
    }
    if (given.bits() < Double.SIZE) {
      notes.add("Weights were given in " + given.bits() + " bits and are computed with in 64.");
    }
    boolean biased =
        z.affine().offset() != null || Arrays.stream(biases).anyMatch(bias -> bias != 0);
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
