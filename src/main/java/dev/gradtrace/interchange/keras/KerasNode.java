package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer of a functional model and what it gets.
 *
 * @param sources names of the layers whose outputs it is called with
 * @param calls how often it is called
 */
record KerasNode(KerasValue layer, String name, List<String> sources, int calls) {

  static KerasNode of(KerasValue layer) {
    KerasValue inbound = layer.get("inbound_nodes");
    KerasValue config = layer.get("config");
    String name = layer.get("name").text(config.isObject() ? config.get("name").text("") : "");
    return inbound.isList()
        ? new KerasNode(layer, name, sources(inbound), inbound.elements().size())
        : new KerasNode(layer, name, List.of(), 0);
  }

  /** Whether it adds two outputs, as a layer or an operation. */
  boolean isSum() {
    KerasValue className = layer.get("class_name");
    return className.isText()
        && className.text().equals("Add")
        && sources.size() == 2
        && calls == 1
        && !sources.get(0).equals(sources.get(1));
  }

  /** The layers whose outputs are named in a value: in both versions as [name, node, tensor…]. */
  static List<String> sources(KerasValue value) {
    List<String> sources = new ArrayList<>();
    collect(value, sources);
    return sources;
  }

  private static void collect(KerasValue value, List<String> sources) {
    if (value.isObject()) {
      for (Object member : value.object().keySet()) {
        collect(value.get(String.valueOf(member)), sources);
      }
    } else if (value.isList()) {
      List<KerasValue> elements = value.elements();
      if (elements.size() >= 3 && elements.get(0).isText()) {
        sources.add(elements.get(0).text());
      } else {
        elements.forEach(element -> collect(element, sources));
      }
    }
  }
}
