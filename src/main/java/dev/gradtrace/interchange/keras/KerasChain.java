package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a model, with those of nested models, in the order of the forward pass; in a skip,
 * along the branch.
 */
final class KerasChain {

  private static final String NO_CHAIN =
      "is no sum of a layer's output and what a branch that begins there makes of it, y = x + F(x);"
          + " a network here has one skip at a time: send keras.Model(model.inputs, layer.output)"
          + " of a part that has";

  private final List<Step> steps = new ArrayList<>();
  private final KerasDropped dropped;

  private KerasChain(KerasDropped dropped) {
    this.dropped = dropped;
  }

  /**
   * A layer.
   *
   * @param opens whether its output is where a skip begins
   */
  record Step(KerasValue layer, boolean opens) {}

  /**
   * @param model class and config, the config alone, or the list of layers
   * @throws InvalidSpec if the layers are no chain, apart from skips
   */
  static List<Step> of(KerasValue model, KerasDropped dropped) {
    KerasChain chain = new KerasChain(dropped);
    chain.add(model);
    return chain.steps;
  }

  /** The config of a model, which holds its layers. */
  static KerasValue config(KerasValue model) {
    return model.isObject() && model.has("class_name") ? model.get("config") : model;
  }

  static KerasValue list(KerasValue model) {
    KerasValue config = config(model);
    return config.isList() ? config : config.get("layers");
  }

  private void add(KerasValue model) {
    if (model.isObject() && model.has("class_name")) {
      requireModel(model);
      dropped.compiled(model.get("compile_config"));
    }
    List<KerasValue> given = list(model).elements();
    given.forEach(KerasChain::requireKeras2);
    boolean isFunctional =
        config(model).isObject()
            && given.stream().anyMatch(layer -> !KerasNode.of(layer).sources().isEmpty());
    List<Step> ordered =
        isFunctional
            ? new Path(given).to(end(config(model), given))
            : given.stream().map(layer -> new Step(layer, false)).toList();
    for (Step step : ordered) {
      KerasValue layer = step.layer();
      if (layer.get("class_name").isText() && isModel(layer.get("class_name").text())) {
        add(layer);
        if (step.opens() && !steps.isEmpty()) {
          steps.add(new Step(steps.remove(steps.size() - 1).layer(), true));
        }
      } else {
        steps.add(step);
      }
    }
  }

  /** Follows a functional model back from its output to its input. */
  private static final class Path {

    private final Map<String, KerasNode> nodes = new LinkedHashMap<>();
    private final Deque<Step> way = new ArrayDeque<>();

    Path(List<KerasValue> layers) {
      for (KerasValue layer : layers) {
        KerasNode node = KerasNode.of(layer);
        nodes.put(node.name(), node);
      }
    }

    /** The layers from the input to {@code end}. */
    List<Step> to(KerasNode end) {
      Set<String> starts = new HashSet<>();
      for (KerasNode node = end; node != null; ) {
        requireAtMostAll(way.size(), node);
        way.push(new Step(node.layer(), starts.contains(node.name())));
        if (node.isSum()) {
          KerasNode branch = branch(node);
          starts.add(other(node, branch).name());
          node = branch;
        } else {
          node = only(node);
        }
      }
      Set<String> used = new HashSet<>();
      way.forEach(step -> used.add(KerasNode.of(step.layer()).name()));
      for (KerasNode node : nodes.values()) {
        InvalidSpec.unless(
            used.contains(node.name()),
            node.layer().pointer(),
            "is not on the way from the input to the output: leave it out");
      }
      return List.copyOf(way);
    }

    /** The summand that is computed from the other: the branch of a skip. */
    private KerasNode branch(KerasNode sum) {
      for (String name : sum.sources()) {
        KerasNode end = need(name, sum);
        String start = other(sum, end).name();
        KerasNode below = end.isSum() ? null : only(end);
        for (int i = 0; below != null && !below.name().equals(start) && !below.isSum(); i++) {
          requireAtMostAll(i, below);
          below = only(below);
        }
        if (below != null && below.name().equals(start)) {
          return end;
        }
      }
      throw sum.layer().get("inbound_nodes").unsupported(NO_CHAIN);
    }

    private void requireAtMostAll(int seen, KerasNode node) {
      InvalidSpec.unless(
          seen < nodes.size(),
          node.layer().get("inbound_nodes").pointer(),
          "lead back to the layer");
    }

    private KerasNode other(KerasNode sum, KerasNode branch) {
      List<String> names = sum.sources();
      return need(names.get(names.get(0).equals(branch.name()) ? 1 : 0), sum);
    }

    /** The only source of a node; null for the input of the model. */
    private @Nullable KerasNode only(KerasNode node) {
      InvalidSpec.unless(
          node.sources().size() <= 1 && node.calls() <= 1,
          node.layer().get("inbound_nodes").pointer(),
          node.calls() > 1
              ? "call the layer twice; here each has its own weights, so that it is called once"
              : "must be one layer, or for Add two, so that the layers are a chain with skips");
      return node.sources().isEmpty() ? null : need(node.sources().get(0), node);
    }

    private KerasNode need(String name, KerasNode by) {
      KerasNode node = nodes.get(name);
      if (node == null) {
        throw by.layer().get("inbound_nodes").unsupported("name no layer of the model");
      }
      return node;
    }
  }

  static boolean isModel(String className) {
    return switch (className) {
      case "Sequential", "Functional", "Model" -> true;
      default -> false;
    };
  }

  private static void requireModel(KerasValue model) {
    KerasValue className = model.get("class_name");
    if (className.text().equals("Graph")) {
      throw ofKeras1(className);
    }
    if (!isModel(className.text()) || KerasNode.isCustom(model)) {
      throw className.unsupported(
          "%s is no model of layers in a row but a class of its author, whose code is not run: make"
              + " it by keras.Sequential or keras.Model(inputs, outputs), or send what"
              + " model.export('model.onnx', format='onnx') writes",
          KerasNode.fullName(model));
    }
  }

  static InvalidSpec ofKeras1(KerasValue where) {
    return where.unsupported(
        "is of Keras 1: load it with model_from_json() of Keras 2.0 to 2.3, and send what"
            + " model.to_json() gives there");
  }

  private static void requireKeras2(KerasValue layer) {
    KerasValue config = layer.get("config");
    if (config.isObject() && config.has("output_dim") && !config.has("units")) {
      KerasValue className = layer.get("class_name");
      if (className.isText() && className.text().equals("Dense")) {
        throw ofKeras1(config.get("output_dim"));
      }
    }
  }

  /**
   * The output layer of a functional model: the last, unless {@code output_layers} names another.
   */
  private static KerasNode end(KerasValue config, List<KerasValue> layers) {
    KerasValue inputs = config.get("input_layers");
    int count = inputs.isNull() ? 1 : KerasNode.sources(inputs).size();
    InvalidSpec.unless(
        count <= 1, inputs.pointer(), "are %d, a network has one: the layers are no chain", count);
    KerasValue outputs = config.get("output_layers");
    List<String> ends = outputs.isNull() ? List.of() : KerasNode.sources(outputs);
    InvalidSpec.unless(
        ends.size() <= 1,
        outputs.pointer(),
        "are %d, a network has one: send keras.Model(model.inputs, model.outputs[i]) of the one"
            + " that is meant",
        ends.size());
    KerasNode last = KerasNode.of(layers.get(layers.size() - 1));
    for (KerasValue layer : layers) {
      KerasNode node = KerasNode.of(layer);
      last = ends.contains(node.name()) ? node : last;
    }
    InvalidSpec.unless(
        ends.isEmpty() || ends.contains(last.name()), outputs.pointer(), "name no layer");
    return last;
  }
}
