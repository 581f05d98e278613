package dev.gradtrace.web.exports;

import dev.gradtrace.contract.Named;
import dev.gradtrace.interchange.onnx.export.Precision;
import org.jspecify.annotations.Nullable;

/**
 * As what a run is exported.
 *
 * @param precision of an ONNX model
 * @param names of tensors in a safetensors file; null for those that the sender of a run that is
 *     trained elsewhere gave them, else those of layers
 * @param after of an event file, only what belongs to later steps; null for all of it
 */
record ExportSpec(
    Format format, Precision precision, @Nullable TensorNames names, @Nullable Long after) {

  static final Named<Precision> PRECISIONS = Named.of("precision", Precision.class);
  static final Named<TensorNames> NAMES = Named.of("names", TensorNames.class);
}
