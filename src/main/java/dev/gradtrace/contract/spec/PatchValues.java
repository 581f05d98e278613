package dev.gradtrace.contract.spec;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.gradtrace.contract.EarlyStoppingRequest;
import dev.gradtrace.contract.InitializerRequest;
import dev.gradtrace.contract.LayerRequest;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of patches as JSON. Experiments are stored with these texts and compared by them, so
 * neither members nor their order may change.
 */
final class PatchValues {

  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(LayerRequest.class, LayerOrder.class).build();

  private PatchValues() {}

  @JsonPropertyOrder({"units", "activation", "negativeSlope", "alpha"})
  private interface LayerOrder {}

  /**
   * The JSON of a value.
   *
   * @param value a part of a specification, for a network its layers; or a number, text, boolean,
   *     list or map, or null
   */
  static JsonNode json(@Nullable Object value) {
    if (value instanceof NetworkSpec network) {
      return layers(network);
    }
    if (value instanceof Optimizer optimizer) {
      OptimizerRequest usual = OptimizerRequest.named(optimizer.label());
      return differing("name", OptimizerRequest.of(optimizer), OptimizerRequest.of(usual.toSpec()));
    }
    if (value instanceof EarlyStopping rule) {
      EarlyStoppingRequest usual = new EarlyStoppingRequest(rule.metric().label(), null, null);
      return differing(
          "metric", EarlyStoppingRequest.of(rule), EarlyStoppingRequest.of(usual.toSpec()));
    }
    if (value instanceof Cost cost) {
      return JSON.valueToTree(cost.label());
    }
    if (value instanceof Scaling scaling) {
      return JSON.valueToTree(Named.word(scaling));
    }
    if (isPlain(value)) {
      return JSON.valueToTree(value);
    }
    throw new AssertionError(value);
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Number
        || value instanceof String
        || value instanceof Boolean
        || value instanceof List
        || value instanceof Map;
  }

  /** The kind, and the members that differ from their defaults. */
  private static ObjectNode differing(String kind, Object given, Object usual) {
    ObjectNode members = JSON.valueToTree(given);
    ObjectNode defaults = JSON.valueToTree(usual);
    defaults.properties().stream()
        .filter(usually -> !usually.getKey().equals(kind))
        .filter(usually -> usually.getValue().equals(members.get(usually.getKey())))
        .forEach(usually -> members.remove(usually.getKey()));
    return members;
  }

  private static ArrayNode layers(NetworkSpec network) {
    List<ObjectNode> entries = new ArrayList<>();
    int l = 1;
    while (l <= network.depth()) {
      ResidualBlock block = network.blockFrom(l);
      entries.add(block == null ? layer(network.layer(l)) : block(block, network));
      l = block == null ? l + 1 : block.last() + 1;
    }
    return counted(entries);
  }

  /** Equal neighbours joined into one entry with {@code repeat}. */
  private static ArrayNode counted(List<ObjectNode> entries) {
    ArrayNode counted = JSON.createArrayNode();
    ObjectNode before = null;
    int repeat = 1;
    for (ObjectNode entry : entries) {
      if (entry.equals(before)) {
        ((ObjectNode) counted.get(counted.size() - 1)).put("repeat", ++repeat);
      } else {
        counted.add(entry.deepCopy());
        repeat = 1;
      }
      before = entry;
    }
    return counted;
  }

  private static ObjectNode block(ResidualBlock block, NetworkSpec network) {
    ObjectNode members = JSON.valueToTree(LayerRequest.of(block, List.of()));
    members.set(
        "residual",
        counted(
            network.layers().subList(block.first() - 1, block.last()).stream()
                .map(PatchValues::layer)
                .toList()));
    return members;
  }

  private static ObjectNode layer(LayerSpec layer) {
    ObjectNode members = JSON.valueToTree(LayerRequest.of(layer));
    members.set(
        "weightInitializer",
        JSON.valueToTree(InitializerRequest.withParameters(layer.weightInitializer())));
    members.set(
        "biasInitializer",
        JSON.valueToTree(InitializerRequest.withParameters(layer.biasInitializer())));
    return members;
  }
}
