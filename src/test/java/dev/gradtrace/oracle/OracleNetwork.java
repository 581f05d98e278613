package dev.gradtrace.oracle;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the network of a request, layer by layer, with every {@code repeat} written out. */
final class OracleNetwork {

  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<ResidualBlock> blocks = new ArrayList<>();

  private OracleNetwork() {}

  static NetworkSpec read(JsonNode network) {
    OracleNetwork read = new OracleNetwork();
    network.get("layers").forEach(read::add);
    return new NetworkSpec(
        network.get("inputs").asInt(),
        read.layers,
        read.blocks,
        kind(network.path("inputNormalization")),
        network.path("inputDropout").asDouble(0));
  }

  private void add(JsonNode entry) {
    for (int i = 0; i < entry.path("repeat").asInt(1); i++) {
      if (!entry.has("residual")) {
        layers.add(layer(entry));
        continue;
      }
      int first = layers.size() + 1;
      entry.get("residual").forEach(this::add);
      blocks.add(
          new ResidualBlock(
              first,
              layers.size(),
              entry.path("scale").asDouble(1),
              kind(entry.path("normalization")),
              constant(ResidualBlock.Position.class, entry, "normalizationPosition", "before")));
    }
  }

  private static LayerSpec layer(JsonNode layer) {
    JsonNode normalization = layer.path("normalization");
    Normalization kind = kind(normalization);
    return new LayerSpec(
        layer.get("units").asInt(),
        activation(layer),
        Initializer.VarianceScaling.GLOROT_UNIFORM,
        Initializer.Constant.ZEROS,
        layer.path("useBias").asBoolean(true),
        kind == null
            ? null
            : new LayerNormalization(
                kind, constant(Position.class, normalization, "position", "before_activation")),
        layer.path("dropout").asDouble(0));
  }

  private static @Nullable Normalization kind(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    boolean center = node.path("center").asBoolean(true);
    boolean scale = node.path("scale").asBoolean(true);
    return switch (node.get("name").asString()) {
      case "batch_norm" ->
          new BatchNorm(
              node.path("momentum").asDouble(BatchNorm.DEFAULT_MOMENTUM),
              node.path("epsilon").asDouble(BatchNorm.DEFAULT_EPSILON),
              center,
              scale,
              constant(MovingVariance.class, node, "movingVariance", "population"));
      case "layer_norm" ->
          new LayerNorm(node.path("epsilon").asDouble(LayerNorm.DEFAULT_EPSILON), center, scale);
      default -> new RmsNorm(node.path("epsilon").asDouble(RmsNorm.DEFAULT_EPSILON), scale);
    };
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, JsonNode node, String field, String otherwise) {
    return Enum.valueOf(type, node.path(field).asString(otherwise).toUpperCase(Locale.ROOT));
  }

  private static Activation activation(JsonNode layer) {
    return switch (layer.get("activation").asString()) {
      case "softmax" -> new Softmax();
      case "leaky_relu" ->
          new LeakyRelu(layer.path("negativeSlope").asDouble(LeakyRelu.DEFAULT_NEGATIVE_SLOPE));
      case "elu" -> new Elu(layer.path("alpha").asDouble(Elu.DEFAULT_ALPHA));
      default -> Elementwise.valueOf(layer.get("activation").asString().toUpperCase(Locale.ROOT));
    };
  }
}
