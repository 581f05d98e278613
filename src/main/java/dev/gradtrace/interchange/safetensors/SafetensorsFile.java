package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.interchange.JsonText;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.Tensor;
import dev.gradtrace.matrix.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file of 64-bit floats.
 *
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">Format</a>
 */
public record SafetensorsFile(List<Tensor> tensors, Map<String, String> metadata) {

  private static final int ALIGNMENT = 8;

  /**
   * The tensors of a network by layer: {@code layers.1.weight} [out, in] and {@code layers.1.bias}
   * [out]; γ, β and moving statistics as {@code layers.1.normalization.gamma} and so on; {@code
   * inputs.shift} and {@code inputs.factor} [in] where the network sees (x − shift)·factor; and
   * {@code outputs.range} and {@code outputs.shift} [out] where the result is output·range + shift.
   * The metadata describe activations and the parts between layers.
   */
  public static SafetensorsFile byLayer(ScaledNetwork scaled, Provenance provenance) {
    NetworkDescription description = new NetworkDescription(scaled.network());
    Map<String, String> metadata = new LinkedHashMap<>(provenance.entries());
    metadata.putAll(description.entries());
    return new SafetensorsFile(Tensor.of(scaled), metadata);
  }

  /** Writes the length of the header, the header, and the elements of each tensor. */
  public void writeTo(OutputStream target) throws IOException {
    byte[] header = header();
    target.write(littleEndian(Long.BYTES).putLong(header.length).array());
    target.write(header);
    for (Tensor tensor : tensors) {
      for (int i = 0; i < tensor.elements().rows(); i++) {
        target.write(row(tensor, i));
      }
    }
  }

  private static byte[] row(Tensor tensor, int i) {
    Matrix elements = tensor.elements();
    ByteBuffer row = littleEndian(elements.columns() * Double.BYTES);
    for (int j = 0; j < elements.columns(); j++) {
      double element = elements.at(i, j);
      switch (tensor.type()) {
        case F64 -> row.putDouble(element);
        case I64 -> row.putLong((long) element);
      }
    }
    return row.array();
  }

  private byte[] header() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("__metadata__", metadata);
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.bytes();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", tensor.type().name());
      description.put("shape", tensor.shape());
      description.put("data_offsets", List.of(offset, end));
      members.put(tensor.name(), description);
      offset = end;
    }
    String json = JsonText.of(members);
    int padding = (ALIGNMENT - json.length() % ALIGNMENT) % ALIGNMENT;
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
