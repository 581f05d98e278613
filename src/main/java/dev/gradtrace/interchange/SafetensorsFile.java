package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights and biases as safetensors: {@code layers.1.weight} [out, in] and {@code layers.1.bias}
 * [out], in 64 bits; and {@code inputs.shift} and {@code inputs.factor} [in] where the network sees
 * (x − shift)·factor. What the layers compute is in the metadata.
 *
 * @param jobId URL-safe
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record SafetensorsFile(String jobId, Network network, Scaling.Fitted scaling) {

  private static final int ALIGNMENT = 8;

  /** Writes the length of the header, the header, and the numbers of each tensor. */
  public void writeTo(OutputStream target) throws IOException {
    List<Tensor> tensors = Tensor.of(network, scaling);
    byte[] header = header(tensors);
    target.write(littleEndian(Long.BYTES).putLong(header.length).array());
    target.write(header);
    for (Tensor tensor : tensors) {
      for (int i = 0; i < tensor.elements().rows(); i++) {
        target.write(row(tensor.elements(), i));
      }
    }
  }

  private static byte[] row(Matrix elements, int i) {
    ByteBuffer row = littleEndian(elements.columns() * Double.BYTES);
    for (int j = 0; j < elements.columns(); j++) {
      row.putDouble(elements.at(i, j));
    }
    return row.array();
  }

  private byte[] header(List<Tensor> tensors) {
    List<String> members = new ArrayList<>();
    members.add("\"__metadata__\":" + metadata());
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.bytes();
      members.add(
          "\"%s\":{\"dtype\":\"F64\",\"shape\":%s,\"data_offsets\":[%s,%s]}"
              .formatted(tensor.name(), tensor.shape(), offset, end));
      offset = end;
    }
    String json = "{" + String.join(",", members) + "}";
    int padding = (ALIGNMENT - json.length() % ALIGNMENT) % ALIGNMENT;
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Strings by name, as the format has it; none of them needs an escape. */
  private String metadata() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("producer", "gradtrace");
    entries.put("job", jobId);
    for (int l = 1; l <= network.depth(); l++) {
      String layer = "layers." + l + ".";
      Activation activation = network.activation(l);
      entries.put(layer + "activation", activation.label());
      if (activation instanceof LeakyRelu leaky) {
        entries.put(layer + "negativeSlope", Double.toString(leaky.negativeSlope()));
      } else if (activation instanceof Elu elu) {
        entries.put(layer + "alpha", Double.toString(elu.alpha()));
      }
    }
    return "{"
        + String.join(
            ",",
            entries.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .toList())
        + "}";
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
