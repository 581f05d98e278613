package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Faults of layers and their initialization. */
final class FaultyNetwork {

  private final FaultDraw draw;

  FaultyNetwork(FaultDraw draw) {
    this.draw = draw;
  }

  /** The job with the fault; null if that is impossible. */
  @Nullable Case infect(Case base) {
    TrainingSpec spec = base.spec();
    NetworkSpec network = spec.network();
    boolean classes = base.data().training().isClassification();
    boolean binary = classes && network.outputs() == 1;
    return switch (draw.fault()) {
      case SINGLE_UNIT_SOFTMAX ->
          binary
              ? draw.with(base, spec.withNetwork(Variations.output(network, new Softmax())))
              : null;
      case OUTPUT_ACTIVATION_MISMATCH -> wrongOutput(base, classes);
      case SYMMETRIC_INITIALIZATION ->
          draw.with(
              base, startedWith(spec, layer -> new Initializer.Constant(draw.between(0.01, 1))));
      case POOR_INITIALIZATION -> badlyStarted(base);
      case NO_NONLINEARITY ->
          draw.with(
              base,
              spec.withNetwork(
                  Variations.hidden(network, layer -> layer.withActivation(Elementwise.LINEAR))));
      case EXPLODING_GRADIENT -> exploding(base);
      case VANISHING_GRADIENT -> deepSigmoids(base);
      case DEAD_UNITS -> biased(base, Elementwise.RELU, -draw.between(5, 30));
      case SATURATED_UNITS -> saturated(base);
      case LEARNING_SLOWDOWN -> binary ? slow(base) : null;
      case UNDERPOWERED ->
          draw.with(
              base,
              spec.withNetwork(
                  Variations.hidden(network, l -> l.withUnits(1 + draw.random().nextInt(2)))));
      case LOCAL_MINIMUM -> exclusiveOr();
      default -> throw new AssertionError(draw.fault());
    };
  }

  /** The smallest network for XOR, which with some seeds gets stuck at ½ for two samples. */
  private Case exclusiveOr() {
    double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    boolean squared = draw.random().nextBoolean();
    TrainingSpec spec =
        new TrainingSpec(
            new NetworkSpec(
                2,
                List.of(
                    LayerSpec.of(
                        2, draw.random().nextBoolean() ? Elementwise.TANH : Elementwise.SIGMOID),
                    LayerSpec.of(1, Elementwise.SIGMOID))),
            new Objective(squared ? Cost.QUADRATIC : Cost.BINARY_CROSS_ENTROPY, 0),
            UpdateRule.of(new Optimizer.Sgd(draw.between(0.5, 3), 0, false)),
            Passes.shuffled(4, 3000),
            Start.seeded(draw.random().nextInt(1000)));
    return new Case(
        draw.fault().label(),
        spec,
        Split.of(Dataset.ofLabels(inputs, new int[] {0, 1, 1, 0}, 2)),
        draw.fault());
  }

  private @Nullable Case wrongOutput(Case base, boolean classes) {
    TrainingSpec spec = base.spec();
    NetworkSpec network = spec.network();
    List<Activation> wrong =
        !classes
            ? List.of(Elementwise.SIGMOID, Elementwise.RELU, Elementwise.SOFTPLUS)
            : List.of(Elementwise.RELU, Elementwise.LINEAR, Elementwise.SIGMOID);
    if (classes && !spec.cost().wantsProbabilities()) {
      return null;
    }
    Activation output = wrong.get(draw.random().nextInt(wrong.size()));
    boolean fits = classes && network.outputs() == 1 && output == Elementwise.SIGMOID;
    return fits ? null : draw.with(base, spec.withNetwork(Variations.output(network, output)));
  }

  private static TrainingSpec startedWith(
      TrainingSpec spec, Function<LayerSpec, Initializer> weights) {
    List<LayerSpec> layers = new ArrayList<>();
    for (LayerSpec layer : spec.network().layers()) {
      layers.add(
          new LayerSpec(
              layer.units(),
              layer.activation(),
              weights.apply(layer),
              Initializer.Constant.ZEROS,
              true));
    }
    return spec.withNetwork(new NetworkSpec(spec.network().inputs(), layers));
  }

  private Case badlyStarted(Case base) {
    double factor = draw.random().nextBoolean() ? draw.between(8, 50) : 1 / draw.between(8, 100);
    NetworkSpec network = base.spec().network();
    return draw.with(
        base,
        startedWith(
            base.spec(),
            layer -> new Initializer.Normal(0, factor / Math.sqrt(fanIn(network, layer)))));
  }

  private static int fanIn(NetworkSpec network, LayerSpec layer) {
    return Math.max(1, network.width(network.layers().indexOf(layer)));
  }

  private Case exploding(Case base) {
    int depth = 6 + draw.random().nextInt(15);
    int units = 8 << draw.random().nextInt(3);
    boolean exponential = draw.random().nextInt(3) == 0;
    double gain = draw.between(2.5, 5);
    LayerSpec layer =
        new LayerSpec(
            units,
            exponential ? Elementwise.EXPONENTIAL : Elementwise.RELU,
            exponential
                ? Initializer.VarianceScaling.GLOROT_UNIFORM
                : new Initializer.Normal(0, gain / Math.sqrt(units)),
            Initializer.Constant.ZEROS,
            true);
    return draw.with(base, base.spec().withNetwork(deep(base, layer, depth)));
  }

  private static NetworkSpec deep(Case base, LayerSpec layer, int depth) {
    NetworkSpec network = base.spec().network();
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(depth, layer));
    layers.add(network.layer(network.depth()));
    return new NetworkSpec(network.inputs(), layers);
  }

  private Case deepSigmoids(Case base) {
    LayerSpec layer =
        new LayerSpec(
            8 << draw.random().nextInt(3),
            Elementwise.SIGMOID,
            draw.random().nextBoolean()
                ? Initializer.VarianceScaling.GLOROT_UNIFORM
                : Initializer.VarianceScaling.LECUN_NORMAL,
            draw.random().nextBoolean() ? Initializer.Constant.ZEROS : new Initializer.Normal(0, 1),
            true);
    return draw.with(
        base, base.spec().withNetwork(deep(base, layer, 4 + draw.random().nextInt(20))));
  }

  private Case biased(Case base, Activation activation, double bias) {
    NetworkSpec network = base.spec().network();
    return draw.with(
        base,
        base.spec()
            .withNetwork(
                Variations.hidden(
                    network,
                    layer ->
                        new LayerSpec(
                            layer.units(),
                            activation,
                            layer.weightInitializer(),
                            new Initializer.Constant(bias),
                            true))));
  }

  private Case saturated(Case base) {
    Activation activation = draw.random().nextBoolean() ? Elementwise.TANH : Elementwise.SIGMOID;
    double size = draw.between(5, 50);
    NetworkSpec network = base.spec().network();
    return draw.with(
        base,
        base.spec()
            .withNetwork(
                Variations.hidden(
                    network,
                    layer ->
                        new LayerSpec(
                            layer.units(),
                            activation,
                            new Initializer.Normal(0, size),
                            Initializer.Constant.ZEROS,
                            true))));
  }

  private Case slow(Case base) {
    NetworkSpec network = base.spec().network();
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    LayerSpec last = layers.get(layers.size() - 1);
    layers.set(
        layers.size() - 1,
        new LayerSpec(
            1,
            Elementwise.SIGMOID,
            last.weightInitializer(),
            new Initializer.Constant(
                draw.random().nextBoolean() ? draw.between(3, 9) : -draw.between(3, 9)),
            true));
    TrainingSpec spec =
        base.spec()
            .withNetwork(new NetworkSpec(network.inputs(), layers))
            .withOptimizer(new Optimizer.Sgd(draw.between(0.05, 0.5), 0, false));
    return draw.with(base, spec.withCost(Cost.QUADRATIC).withL2(0));
  }
}
