package dev.gradtrace.web.exports;

import dev.gradtrace.contract.Named;
import dev.gradtrace.interchange.onnx.export.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a run is exported.
 *
 * @param precision of an ONNX model
 * @param names of tensors in a safetensors file; null for the names that the sender of an observed
 *     run used, else those of layers
 * @param after of an event file, only the part after this step; null for all of it
 */
record ExportSpec(
    Format format, Precision precision, @Nullable TensorNames names, @Nullable Long after) {

  static final Named<Precision> PRECISIONS = Named.of("precision", Precision.class);
  static final Named<TensorNames> NAMES = Named.of("names", TensorNames.class);
}
