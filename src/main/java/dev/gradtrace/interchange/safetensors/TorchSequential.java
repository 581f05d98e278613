package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.FoldedScaling;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as modules of PyTorch in a row: their code, and their parameters under the names of its
 * state.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html">Sequential</a>
 */
public final class TorchSequential {

  private static final String USAGE =
      "model = eval(code) after 'from torch import nn';"
          + " model.double().load_state_dict(safetensors.torch.load_file(...), strict=True)";

  private final List<String> modules = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private TorchSequential(Network network) {
    for (int l = 1; l <= network.depth(); l++) {
      add(network, l);
    }
  }

  /** The state of the modules, which take unscaled inputs, with their code in the metadata. */
  public static SafetensorsFile file(
      Network network, Scaling.Fitted scaling, Provenance provenance) {
    TorchSequential modules = new TorchSequential(FoldedScaling.into(network, scaling));
    Map<String, String> metadata = new LinkedHashMap<>(provenance.entries());
    metadata.put("code", "nn.Sequential(" + String.join(", ", modules.modules) + ")");
    metadata.put("usage", USAGE);
    metadata.put("scaling", scaling.isIdentity() ? "none" : "folded into 0.weight and 0.bias");
    return new SafetensorsFile(modules.tensors, metadata);
  }

  private void add(Network network, int l) {
    LayerSpec layer = network.spec().layer(l);
    String name = modules.size() + ".";
    tensors.add(Tensor.weight(network, l).named(name + "weight"));
    if (layer.useBias()) {
      tensors.add(Tensor.bias(network, l).named(name + "bias"));
    }
    modules.add(
        "nn.Linear(%s, %s%s)"
            .formatted(
                network.spec().width(l - 1), layer.units(), layer.useBias() ? "" : ", bias=False"));
    if (layer.activation() != Elementwise.LINEAR) {
      modules.add(module(layer.activation()));
    }
  }

  private static String module(Activation activation) {
    if (activation instanceof LeakyRelu leaky) {
      return "nn.LeakyReLU(" + leaky.negativeSlope() + ")";
    }
    if (activation instanceof Elu elu) {
      return "nn.ELU(" + elu.alpha() + ")";
    }
    return activation instanceof Elementwise plain ? module(plain) : "nn.Softmax(dim=-1)";
  }

  private static String module(Elementwise activation) {
    return switch (activation) {
      case LINEAR -> "nn.Identity()";
      case SIGMOID -> "nn.Sigmoid()";
      case TANH -> "nn.Tanh()";
      case RELU -> "nn.ReLU()";
      case SELU -> "nn.SELU()";
      case GELU -> "nn.GELU()";
      case SILU -> "nn.SiLU()";
      // Beyond the threshold the module is the identity, which is exact to 64 bits from 37 on.
      case SOFTPLUS -> "nn.Softplus(threshold=40)";
      // Of the exponential function there is no module.
      case EXPONENTIAL -> "type('Exp', (nn.Module,), {'forward': lambda self, x: x.exp()})()";
    };
  }
}
