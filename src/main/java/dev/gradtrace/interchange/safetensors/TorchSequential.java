package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as a Sequential of PyTorch: its code, and its {@code state_dict}.
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

  /**
   * The {@code state_dict} of modules from unscaled inputs to outputs in the units of the targets,
   * with their code in the metadata.
   */
  public static SafetensorsFile file(ScaledNetwork scaled, Provenance provenance) {
    ScaledNetwork folded = scaled.withFoldedInputs().withFoldedTargets();
    TorchModules modules = new TorchModules(folded.network());
    int count = Layout.of(folded, 0, modules);
    Map<String, String> metadata = new LinkedHashMap<>(provenance.entries());
    metadata.put("code", modules.code());
    metadata.put("usage", USAGE);
    metadata.put("scaling", told(scaled.inputs(), folded.inputs()));
    if (!scaled.targets().isIdentity()) {
      metadata.put("targetScaling", toldOfTargets(folded.targets(), count - 1));
    }
    return new SafetensorsFile(modules.state(), metadata);
  }

  private static String toldOfTargets(Scaling.Fitted left, int last) {
    return left.isIdentity()
        ? "undone in %1$s.weight and %1$s.bias".formatted(last)
        : "undone by y * %1$s.weight + %1$s.bias, after everything else".formatted(last);
  }

  private static String told(Scaling.Fitted scaling, Scaling.Fitted left) {
    if (scaling.isIdentity()) {
      return "none";
    }
    return left.isIdentity()
        ? "folded into 0.weight and 0.bias"
        : "x * 0.weight + 0.bias, before anything else";
  }
}
