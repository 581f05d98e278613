package dev.gradtrace.interchange;

import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Networks, and their outputs. */
public final class Networks {

  private Networks() {}

  /** Every activation; those with a parameter have another than the default. */
  public static Stream<Activation> activations() {
    return Stream.concat(
        Arrays.stream(Elementwise.values()),
        Stream.of(new LeakyRelu(0.2), new LeakyRelu(-1.3), new Elu(0.7), new Softmax()));
  }

  /** A layer with random weights and biases. */
  public static LayerSpec layer(int units, Activation activation) {
    return new LayerSpec(
        units,
        activation,
        Initializer.VarianceScaling.LECUN_NORMAL,
        new Initializer.Normal(0, 0.5),
        true);
  }

  /** {@code depth} layers of one activation, and a linear output layer. */
  public static Network deep(int inputs, int depth, int units, Activation activation) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      layers.add(layer(units, activation));
    }
    layers.add(layer(2, Elementwise.LINEAR));
    return Network.initial(new NetworkSpec(inputs, layers), 7);
  }

  /** Samples drawn from N(0, spread²). */
  public static double[][] inputs(int samples, int features, double spread) {
    RandomStream random = RandomStream.of(7, Purpose.WEIGHTS, 99);
    double[][] inputs = new double[samples][features];
    for (double[] sample : inputs) {
      Arrays.setAll(sample, i -> spread * random.gaussian());
    }
    return inputs;
  }

  /** The outputs of a network, {@code [sample][output]}. */
  public static double[][] answer(Network network, double[][] inputs) {
    Workspace workspace = Workspace.withoutGradient(network.spec(), inputs.length);
    for (int j = 0; j < inputs.length; j++) {
      workspace.inputs().setColumn(j, inputs[j]);
    }
    ForwardPass.run(network, workspace);
    return workspace.output().a().toSamples();
  }
}
