package dev.gradtrace.interchange.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files are read as the specification of the format says: length, header, buffer. */
class SafetensorsFileTest {

  private static final Initializer NORMAL = new Initializer.Normal(0, 1);

  private final Network network =
      Network.initial(
          new NetworkSpec(
              3,
              List.of(
                  new LayerSpec(2, new Elu(0.7), NORMAL, NORMAL, true),
                  new LayerSpec(4, Elementwise.TANH, NORMAL, NORMAL, false))),
          7);

  private JsonNode header;
  private ByteBuffer buffer;

  @BeforeEach
  void read() throws IOException {
    Scaling.Fitted scaling = Scaling.Fitted.of(new double[] {1, 2, 3}, new double[] {1, 0.5, 0});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SafetensorsFile.byLayer(
            ScaledNetwork.of(network, scaling), new Provenance("1.0", "job-1", List.of("é\"")))
        .writeTo(bytes);
    ByteBuffer file = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[Math.toIntExact(file.getLong())];
    file.get(json);
    header = new JsonMapper().readTree(new String(json, StandardCharsets.UTF_8));
    assertThat((char) json[0]).isEqualTo('{');
    assertThat(file.position() % 8).as("alignment of the buffer").isZero();
    buffer = file.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void holdsEveryWeightAndBias() {
    assertThat(tensor("layers.1.weight", 2, 3)).containsExactly(rows(network, 1));
    assertThat(tensor("layers.1.bias", 2)).containsExactly(network.biases(1).toArray());
    assertThat(tensor("layers.2.weight", 4, 2)).containsExactly(rows(network, 2));
    assertThat(header.has("layers.2.bias")).isFalse();
  }

  @Test
  void holdsTheScaling() {
    assertThat(tensor("inputs.shift", 3)).containsExactly(1, 2, 3);
    assertThat(tensor("inputs.factor", 3)).containsExactly(1, 0.5, 0);
  }

  @Test
  void fillsTheBufferWithoutHoles() {
    long end = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonNode offsets = entry.getValue().get("data_offsets");
        assertThat(offsets.get(0).asLong()).as(entry.getKey()).isEqualTo(end);
        end = offsets.get(1).asLong();
      }
    }
    assertThat(end).isEqualTo(buffer.capacity());
  }

  @Test
  void saysWhatTheLayersCompute() {
    JsonNode metadata = header.get("__metadata__");
    assertThat(metadata.get("job").asString()).isEqualTo("job-1");
    assertThat(metadata.get("classes").asString()).isEqualTo("[\"\\u00e9\\\"\"]");
    assertThat(metadata.get("layers.1.activation").asString()).isEqualTo("elu");
    assertThat(metadata.get("layers.1.alpha").asString()).isEqualTo("0.7");
    assertThat(metadata.get("layers.2.activation").asString()).isEqualTo("tanh");
    metadata.forEach(value -> assertThat(value.isString()).isTrue());
  }

  private double[] tensor(String name, int... shape) {
    JsonNode entry = header.get(name);
    assertThat(entry.get("dtype").asString()).isEqualTo("F64");
    assertThat(entry.get("shape")).hasSize(shape.length);
    for (int i = 0; i < shape.length; i++) {
      assertThat(entry.at("/shape/" + i).asInt())
          .as("dimension %d of %s", i, name)
          .isEqualTo(shape[i]);
    }
    int begin = entry.at("/data_offsets/0").asInt();
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    assertThat(entry.at("/data_offsets/1").asInt() - begin).isEqualTo(8 * values.length);
    Arrays.setAll(values, i -> buffer.getDouble(begin + 8 * i));
    return values;
  }

  private static double[] rows(Network network, int l) {
    return Arrays.stream(network.parameters().layers().get(l - 1).weightRows())
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}
