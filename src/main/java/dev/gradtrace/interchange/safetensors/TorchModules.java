package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.PlacedNormalization;
import dev.gradtrace.interchange.Tensor;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a network as a sequence of PyTorch modules; a signal is the number of modules before it.
 */
final class TorchModules implements Layout<Integer> {

  private final Network network;
  private final List<Module> modules = new ArrayList<>();

  TorchModules(Network network) {
    this.network = network;
  }

  /**
   * A module.
   *
   * @param state tensors by their names within the module
   */
  private record Module(String code, List<Tensor> state) {

    static Module without(String code) {
      return new Module(code, List.of());
    }

    /** A module that contains others, whose tensors are prefixed by their positions. */
    static Module of(String constructor, List<Module> parts) {
      List<Tensor> state = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        for (Tensor tensor : parts.get(i).state) {
          state.add(tensor.named(i + "." + tensor.name()));
        }
      }
      return new Module(
          parts.stream()
              .map(Module::code)
              .collect(Collectors.joining(", ", constructor + "(", ")")),
          state);
    }
  }

  /** Python code that constructs all modules. */
  String code() {
    return Module.of("nn.Sequential", modules).code;
  }

  /** The tensors of all modules. */
  List<Tensor> state() {
    return Module.of("nn.Sequential", modules).state;
  }

  private int add(Module module) {
    modules.add(module);
    return modules.size();
  }

  @Override
  public Integer scaled(Integer x, Scaling.Fitted scaling) {
    double[] factor = scaling.factor();
    double[] offset = scaling.shift();
    for (int i = 0; i < offset.length; i++) {
      offset[i] = 0 - offset[i] * factor[i];
    }
    return add(affine(factor, offset));
  }

  @Override
  public Integer unscaled(Integer y, Scaling.Fitted scaling) {
    return add(affine(scaling.ranges(), scaling.shift()));
  }

  /** A module that computes x·factor + offset. */
  private static Module affine(double[] factor, double[] offset) {
    String code =
        "type('Scaling', (nn.LayerNorm,), {'forward': lambda self, x: x * self.weight + self.bias})"
            + "(%s).requires_grad_(False)".formatted(factor.length);
    return new Module(
        code, List.of(Tensor.vector("weight", factor), Tensor.vector("bias", offset)));
  }

  @Override
  public Integer normalized(Integer x, PlacedNormalization norm) {
    Normalization kind = norm.kind();
    List<Tensor> state = new ArrayList<>();
    if (kind.scale() || kind.center()) {
      state.add(norm.gamma().named("weight"));
    }
    if (kind instanceof BatchNorm ? kind.scale() || kind.center() : kind.center()) {
      state.add(norm.beta().named("bias"));
    }
    if (kind instanceof BatchNorm) {
      state.add(norm.movingMean().named("running_mean"));
      state.add(norm.movingVariance().named("running_var"));
      state.add(Tensor.count("num_batches_tracked"));
    }
    return add(new Module(code(norm), state));
  }

  /**
   * The code of a norm: modules have both γ and β or none, except for layer norm, which may lack β.
   */
  private static String code(PlacedNormalization norm) {
    Normalization kind = norm.kind();
    int units = norm.numbers().units();
    double epsilon = norm.positiveEpsilon();
    boolean learns = kind.scale() || kind.center();
    if (kind instanceof BatchNorm batch) {
      return "nn.BatchNorm1d(%s, eps=%s, momentum=%s%s)"
          .formatted(
              units,
              epsilon,
              BigDecimal.ONE.subtract(BigDecimal.valueOf(batch.momentum())).toPlainString(),
              learns ? "" : ", affine=False");
    }
    String affine = learns ? "" : ", elementwise_affine=False";
    if (kind instanceof LayerNorm) {
      String bias = learns && !kind.center() ? ", bias=False" : "";
      return "nn.LayerNorm(%s, eps=%s%s%s)".formatted(units, epsilon, affine, bias);
    }
    return "nn.RMSNorm(%s, eps=%s%s)".formatted(units, epsilon, affine);
  }

  @Override
  public Integer masked(Integer x, double rate, int l) {
    return add(Module.without("nn.Dropout(" + rate + ")"));
  }

  @Override
  public Integer dense(Integer x, int l) {
    LayerSpec layer = network.spec().layer(l);
    List<Tensor> state = new ArrayList<>();
    state.add(Tensor.weight(network, l).named("weight"));
    if (layer.useBias()) {
      state.add(Tensor.bias(network, l).named("bias"));
    }
    String code =
        "nn.Linear(%s, %s%s)"
            .formatted(
                network.spec().width(l - 1), layer.units(), layer.useBias() ? "" : ", bias=False");
    return add(new Module(code, state));
  }

  @Override
  public Integer activated(Integer z, int l) {
    Activation activation = network.activation(l);
    return activation == Elementwise.LINEAR ? z : add(Module.without(code(activation)));
  }

  /** Replaces the modules of the branch by one that adds the skip. */
  @Override
  public Integer joined(Integer x, Integer branch, ResidualBlock block) {
    List<Module> inside = modules.subList(x, branch);
    String forward =
        "lambda self, x: x + %snn.Sequential.forward(self, x)"
            .formatted(block.scale() == 1 ? "" : block.scale() + " * ");
    Module residual =
        Module.of(
            "type('Residual', (nn.Sequential,), {'forward': " + forward + "})",
            List.copyOf(inside));
    inside.clear();
    return add(residual);
  }

  private static String code(Activation activation) {
    if (activation instanceof LeakyRelu leaky) {
      return "nn.LeakyReLU(" + leaky.negativeSlope() + ")";
    }
    if (activation instanceof Elu elu) {
      return "nn.ELU(" + elu.alpha() + ")";
    }
    return activation instanceof Elementwise plain ? code(plain) : "nn.Softmax(dim=-1)";
  }

  private static String code(Elementwise activation) {
    return switch (activation) {
      case LINEAR -> "nn.Identity()";
      case SIGMOID -> "nn.Sigmoid()";
      case TANH -> "nn.Tanh()";
      case RELU -> "nn.ReLU()";
      case SELU -> "nn.SELU()";
      case GELU -> "nn.GELU()";
      case SILU -> "nn.SiLU()";
      // softplus is the identity above the threshold, which is exact in 64 bits from 37 on.
      case SOFTPLUS -> "nn.Softplus(threshold=40)";
      // PyTorch has no module for the exponential function.
      case EXPONENTIAL -> "type('Exp', (nn.Module,), {'forward': lambda self, x: x.exp()})()";
    };
  }
}
