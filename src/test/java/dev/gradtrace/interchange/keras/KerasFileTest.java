package dev.gradtrace.interchange.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of an archive; {@code .ci/exports.py} lets Keras load it. */
class KerasFileTest {

  private static final LayerSpec UNBIASED =
      new LayerSpec(
          4,
          Elementwise.GELU,
          Networks.layer(4, Elementwise.GELU).weightInitializer(),
          Networks.layer(4, Elementwise.GELU).biasInitializer(),
          false);

  private final Network network =
      Network.initial(
          new NetworkSpec(
              3,
              List.of(
                  Networks.layer(2, new LeakyRelu(0.3)),
                  UNBIASED,
                  Networks.layer(3, new Elu(0.7)),
                  Networks.layer(2, new Softmax()))),
          7);

  private final Map<String, byte[]> entries = new HashMap<>();

  @BeforeEach
  void read() throws IOException {
    read(network);
  }

  private void read(Network network) throws IOException {
    double[] ones = {1, 1, 1};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    KerasFile.of(
            ScaledNetwork.of(network, Scaling.Fitted.of(new double[3], ones)),
            new Provenance("1.0", "job", List.of("a", "b")))
        .writeTo(bytes);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        entries.put(entry.getName(), zip.readAllBytes());
        assertThat(entry.getTimeLocal()).isEqualTo("1980-02-01T00:00:00");
      }
    }
  }

  @Test
  void hasWhatKerasLooksFor() {
    assertThat(entries.keySet())
        .containsExactlyInAnyOrder("metadata.json", "config.json", "model.weights.h5");
    JsonNode metadata = json("metadata.json");
    assertThat(metadata.get("keras_version").asString()).isEqualTo("3.0.0");
    assertThat(metadata.get("classes").asString()).isEqualTo("[\"a\",\"b\"]");
  }

  /**
   * The same model gives the same file in every process, so that parts of a download fit together.
   */
  @Test
  void listsTheArgumentsOfALayerByTheirNames() {
    for (JsonNode layer : json("config.json").at("/config/layers")) {
      List<String> names = new ArrayList<>(layer.get("config").propertyNames());
      assertThat(names.subList(0, 2)).containsExactly("name", "dtype");
      assertThat(names.subList(2, names.size())).isSorted();
    }
  }

  @Test
  void configuresTheLayers() {
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : json("config.json").at("/config/layers")) {
      JsonNode config = layer.get("config");
      layers.add(
          String.join(
              " ",
              layer.get("class_name").asString(),
              config.path("units").asString(""),
              config.path("activation").asString(""),
              config.path("use_bias").asString("")));
      assertThat(config.get("dtype").asString()).isEqualTo("float64");
    }
    assertThat(layers)
        .containsExactly(
            "InputLayer   ",
            "Dense 2 linear true",
            "LeakyReLU   ",
            "Dense 4 gelu false",
            "Dense 3 linear true",
            "ELU   ",
            "Dense 2 softmax true");
    JsonNode config = json("config.json");
    assertThat(config.at("/config/layers/2/config/negative_slope").asDouble()).isEqualTo(0.3);
    assertThat(config.at("/config/layers/5/config/alpha").asDouble()).isEqualTo(0.7);
  }

  @Test
  void holdsEveryWeightAndBias() {
    InputStream weights = new ByteArrayInputStream(entries.get("model.weights.h5"));
    try (HdfFile hdf = HdfFile.fromInputStream(weights)) {
      for (int l = 1; l <= 4; l++) {
        String variables = "layers/" + (l == 1 ? "dense" : "dense_" + (l - 1)) + "/vars/";
        double[][] kernel = (double[][]) hdf.getDatasetByPath(variables + "0").getData();
        for (int i = 0; i < network.spec().width(l); i++) {
          for (int j = 0; j < network.spec().width(l - 1); j++) {
            assertThat(kernel[j][i])
                .as("weight (%d, %d) of layer %d", i, j, l)
                .isEqualTo(network.weights(l).at(i, j));
          }
        }
        if (l == 2) {
          assertThat(((Group) hdf.getByPath("layers/dense_1/vars")).getChildren())
              .containsOnlyKeys("0");
        } else {
          assertThat((double[]) hdf.getDatasetByPath(variables + "1").getData())
              .containsExactly(network.biases(l).toArray());
        }
      }
    }
  }

  /** Names, calls and variables as in Keras 3.15 for the same model. */
  @Test
  void joinsLayersWhereSkipsDo() throws IOException {
    NetworkSpec spec =
        new NetworkSpec(
            3,
            List.of(
                Networks.layer(4, Elementwise.RELU).withDropout(0.2),
                Networks.layer(3, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT),
                Networks.layer(2, new Softmax())),
            List.of(new ResidualBlock(1, 2, 0.5, RmsNorm.DEFAULT, ResidualBlock.Position.BEFORE)),
            LayerNorm.DEFAULT,
            0);
    read(Network.initial(spec, 7));
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : json("config.json").at("/config/layers")) {
      StringBuilder told = new StringBuilder(layer.get("name").asString());
      layer
          .at("/inbound_nodes/0/args")
          .findValues("keras_history")
          .forEach(source -> told.append(" < ").append(source.get(0).asString()));
      layers.add(told.toString());
    }
    assertThat(layers)
        .containsExactly(
            "input_layer",
            "layer_normalization < input_layer",
            "rms_normalization < layer_normalization",
            "dense < rms_normalization",
            "dropout < dense",
            "dense_1 < dropout",
            "batch_normalization < dense_1",
            "activation < batch_normalization",
            "rescaling < activation",
            "add < layer_normalization < rescaling",
            "dense_2 < add");
    InputStream weights = new ByteArrayInputStream(entries.get("model.weights.h5"));
    try (HdfFile hdf = HdfFile.fromInputStream(weights)) {
      assertThat(((Group) hdf.getByPath("layers/batch_normalization/vars")).getChildren())
          .containsOnlyKeys("0", "1", "2", "3");
      assertThat(((Group) hdf.getByPath("layers/rms_normalization/vars")).getChildren())
          .containsOnlyKeys("0");
    }
  }

  private JsonNode json(String name) {
    return new JsonMapper().readTree(new String(entries.get(name), StandardCharsets.UTF_8));
  }
}
