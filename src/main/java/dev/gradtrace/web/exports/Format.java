package dev.gradtrace.web.exports;

import dev.gradtrace.contract.Named;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/** The file formats for runs and their networks. */
enum Format {
  TENSORBOARD,
  SAFETENSORS,
  ONNX,
  KERAS,
  HTML;

  private static final Named<Format> ALL = Named.of("format", Format.class);

  static final String DESCRIPTION =
      "tensorboard: an event file with the loss curve and every metric of every layer by step, to be kept under the name it comes with, a directory for each run. "
          + "safetensors: layers.1.weight [out, in], layers.1.bias [out] and so on, with layers.1.normalization.gamma, beta, movingMean and movingVariance, 64 bits; inputs.shift and inputs.factor where inputs are scaled, outputs.range and outputs.shift where targets are (answer = output · range + shift); with names=torch the state of an nn.Sequential whose code is in the metadata, the scaling part of its first layer, or a module before it where that has a norm, dropout or a skip. "
          + "onnx: a model from inputs [batch, features], unscaled, to outputs [batch, units], opset 13, of 64 bits or, with precision=float32, of 32. "
          + "keras: an archive that keras.saving.load_model of Keras 3 opens, 64 bits, the scaling part of its first layer, or a layer before it. "
          + "html: a page with data, charts and the diagnosis in words, which opens from disk with the network off.";

  /**
   * The format with this name.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is none
   */
  static Format named(@Nullable String name) {
    if (name == null) {
      throw InvalidSpec.malformed("format", "must be one of %s", new Faults.Known(ALL.names()));
    }
    return ALL.get("format", name);
  }
}
