package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.FoldedScaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.network.Network;
import java.util.LinkedHashMap;
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
          + " model.double().load_state_dict(safetensors.torch.load_file(...), strict=True);"
          + " model.eval()";

  private TorchSequential() {}

  /** The state of the modules, which take unscaled inputs, with their code in the metadata. */
  public static SafetensorsFile file(
      Network network, Scaling.Fitted scaling, Provenance provenance) {
    FoldedScaling folded = FoldedScaling.of(network, scaling);
    TorchModules modules = new TorchModules(folded.network());
    Layout.of(folded.network(), folded.left(), 0, modules);
    Map<String, String> metadata = new LinkedHashMap<>(provenance.entries());
    metadata.put("code", modules.code());
    metadata.put("usage", USAGE);
    metadata.put("scaling", told(scaling, folded));
    return new SafetensorsFile(modules.state(), metadata);
  }

  private static String told(Scaling.Fitted scaling, FoldedScaling folded) {
    if (scaling.isIdentity()) {
      return "none";
    }
    return folded.left().isIdentity()
        ? "folded into 0.weight and 0.bias"
        : "x * 0.weight + 0.bias, before anything else";
  }
}
