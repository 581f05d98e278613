package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.onnx.KnownActivations.Line;
import dev.gradtrace.interchange.onnx.Preactivation.Joined;
import dev.gradtrace.interchange.onnx.Preactivation.Origin;
import dev.gradtrace.interchange.onnx.Preactivation.Product;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Divides the way to the output of an ONNX graph into stages: layers, and what is between them. */
final class OnnxStages {

  private static final String UNKNOWN =
      "none of the activations known here: use one of them, such as ReLU, LeakyReLU, ELU, GELU, SiLU,"
          + " Softplus, tanh or sigmoid";

  private final OnnxModel model;
  private final Faults faults;

  /**
   * @param faults takes up every function that is not known
   */
  OnnxStages(OnnxModel model, Faults faults) {
    this.model = model;
    this.faults = faults;
  }

  /**
   * A signal between input and output, with its function σ(p·z + q).
   *
   * @param opens the skip whose branch begins here; null if none does
   */
  record Stage(Signal signal, Shape shape, @Nullable Joined opens) {

    @Nullable Origin origin() {
      return signal.z().origin();
    }

    /** The affine function after the origin, for stages without an activation. */
    Affine affine() {
      return shape.then(signal.z().affine());
    }
  }

  /** The activation of a layer and the linear functions around it: behind(σ(line(z))). */
  record Shape(Activation activation, Line line, Line behind) {

    static Optional<Shape> of(Signal signal) {
      if (signal.isSoftmax()) {
        return Optional.of(plain(new Softmax()));
      }
      Samples samples = signal.curve().samples();
      return KnownActivations.line(samples)
          .map(line -> new Shape(Elementwise.LINEAR, line, Line.IDENTITY))
          .or(() -> KnownActivations.find(samples).map(Shape::plain))
          .or(
              () ->
                  KnownActivations.stretched(samples)
                      .or(() -> KnownActivations.shifted(samples))
                      .map(one -> new Shape(one.activation(), one.before(), one.behind())));
    }

    private static Shape plain(Activation activation) {
      return new Shape(activation, Line.IDENTITY, Line.IDENTITY);
    }

    boolean isStretched() {
      return !isLinear() && !(line.equals(Line.IDENTITY) && behind.equals(Line.IDENTITY));
    }

    boolean isLinear() {
      return activation == Elementwise.LINEAR;
    }

    /** The affine function followed by the line. */
    Affine then(Affine affine) {
      return then(affine, line);
    }

    /** The linear function behind the activation, for a number of units. */
    Affine behind(int width) {
      return then(Affine.identity(width), behind);
    }

    private static Affine then(Affine affine, Line line) {
      Affine scaled = line.p() == 1 ? affine : affine.times(line.p());
      return line.q() == 0 ? scaled : scaled.plus(new double[] {line.q()}, 1);
    }
  }

  /** JSON Pointer of the node that a signal comes from. */
  static String place(Signal signal) {
    return signal.node() < 0 ? "graph/input/0" : OnnxImport.pointer(signal.node());
  }

  /** All stages from the input to the output; in a skip, along the branch. */
  List<Stage> before(Signal output) {
    List<Signal> signals = new ArrayList<>(List.of(output));
    Map<Signal, Joined> skips = new IdentityHashMap<>();
    for (Origin origin = output.z().origin(); origin != null; ) {
      if (origin instanceof Joined joined) {
        skips.put(joined.start(), joined);
      }
      signals.add(origin.below());
      origin = origin.below().z().origin();
    }
    Collections.reverse(signals);
    List<Stage> stages = new ArrayList<>();
    for (Signal signal : signals) {
      Joined skip = skips.get(signal);
      Signal handedOn = skip == null ? signal : skip.skip();
      Shape shape = shape(handedOn);
      if (shape != null) {
        stages.add(new Stage(handedOn, shape, skip));
      }
    }
    return stages;
  }

  /** The number of inputs that the first weights have; 0 if there are none. */
  static int inputs(List<Stage> stages) {
    for (Stage stage : stages) {
      if (stage.origin() instanceof Product product) {
        return product.weights().width();
      }
    }
    return 0;
  }

  private @Nullable Shape shape(Signal signal) {
    return faults.<Shape>part(
        place(signal),
        () -> {
          Optional<Shape> shape = Shape.of(signal);
          InvalidSpec.unless(
              shape.isPresent(),
              "",
              "%s ends a function that is %s",
              signal.node() < 0 ? "this" : model.nodes().get(signal.node()).title(),
              ForeignActivations.name(signal.curve().samples())
                  .map(name -> name.contains(";") ? name : name + ", " + UNKNOWN)
                  .orElse(UNKNOWN));
          InvalidSpec.unless(
              signal.z().origin() != null || shape.get().isLinear(),
              "",
              "is followed by an activation before any weights");
          return shape.get();
        });
  }
}
