package dev.gradtrace.interchange.keras;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.PlacedNormalization;
import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.interchange.keras.KerasConfiguration.Output;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes a network as layers of a Keras configuration, and their weights by layer names. */
record KerasLayout(Network network, KerasConfiguration configuration, KerasWeights weights)
    implements Layout<Output> {

  @Override
  public Output scaled(Output x, Scaling.Fitted scaling) {
    double[] factor = scaling.factor();
    double[] shift = scaling.shift();
    List<Double> scale = Arrays.stream(factor).boxed().toList();
    List<Double> offset =
        IntStream.range(0, shift.length).mapToObj(i -> 0 - shift[i] * factor[i]).toList();
    return configuration.add("Rescaling", Map.of("scale", scale, "offset", offset), x);
  }

  @Override
  public Output unscaled(Output y, Scaling.Fitted scaling) {
    List<Double> scale = Arrays.stream(scaling.ranges()).boxed().toList();
    List<Double> offset = Arrays.stream(scaling.shift()).boxed().toList();
    return configuration.add("Rescaling", Map.of("scale", scale, "offset", offset), y);
  }

  @Override
  public Output normalized(Output x, PlacedNormalization norm) {
    Normalization kind = norm.kind();
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("axis", -1);
    arguments.put("epsilon", norm.positiveEpsilon());
    List<Tensor> variables = new ArrayList<>(norm.tensors());
    Output output;
    if (kind instanceof BatchNorm || kind instanceof LayerNorm) {
      arguments.put("center", kind.center());
      arguments.put("scale", kind.scale());
      if (kind instanceof BatchNorm batch) {
        arguments.put("momentum", batch.momentum());
      }
      String name = kind instanceof BatchNorm ? "BatchNormalization" : "LayerNormalization";
      output = configuration.add(name, arguments, x);
    } else {
      output = configuration.add("RMSNormalization", arguments, x);
      if (!kind.scale()) {
        variables.add(norm.gamma());
      }
    }
    weights.put(output.layer(), variables.stream().map(v -> v.elements().toArray()).toList());
    return output;
  }

  @Override
  public Output masked(Output x, double rate, int l) {
    return configuration.add("Dropout", Map.of("rate", rate), x);
  }

  @Override
  public Output dense(Output x, int l) {
    LayerSpec layer = network.spec().layer(l);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("units", layer.units());
    boolean isWithin = layer.normalizationBeforeActivation() == null && hasName(layer.activation());
    arguments.put("activation", isWithin ? layer.activation().label() : Elementwise.LINEAR.label());
    arguments.put("use_bias", layer.useBias());
    Output output = configuration.add("Dense", layer.units(), arguments, x);
    weights.put(output.layer(), network, l);
    return output;
  }

  /** Whether Keras knows the activation by its name, without parameters. */
  private static boolean hasName(Activation activation) {
    return !(activation instanceof LeakyRelu) && !(activation instanceof Elu);
  }

  @Override
  public Output activated(Output z, int l) {
    Activation activation = network.activation(l);
    if (activation instanceof LeakyRelu leaky) {
      return leaky(z, leaky.negativeSlope());
    }
    if (activation instanceof Elu elu) {
      return configuration.add("ELU", Map.of("alpha", elu.alpha()), z);
    }
    return network.spec().layer(l).normalizationBeforeActivation() == null
            || activation == Elementwise.LINEAR
        ? z
        : configuration.add("Activation", Map.of("activation", activation.label()), z);
  }

  /** LeakyReLU refuses slopes below 0; PReLU takes them as weights. */
  private Output leaky(Output z, double slope) {
    if (slope >= 0) {
      return configuration.add("LeakyReLU", Map.of("negative_slope", slope), z);
    }
    double[] slopes = new double[z.units()];
    Arrays.fill(slopes, slope);
    Output output = configuration.add("PReLU", Map.of(), z);
    weights.put(output.layer(), List.of(slopes));
    return output;
  }

  @Override
  public Output joined(Output x, Output branch, ResidualBlock block) {
    Output scaled =
        block.scale() == 1
            ? branch
            : configuration.add("Rescaling", Map.of("scale", block.scale(), "offset", 0.0), branch);
    return configuration.add("Add", Map.of(), x, scaled);
  }
}
