package dev.gradtrace.contract.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts JSON for packages that do not depend on Jackson. */
public final class PlainValues {

  private PlainValues() {}

  /**
   * A tree as maps, lists, strings, booleans and nulls; numbers are {@code Long} if integers of its
   * range, else {@code Double}.
   */
  public static @Nullable Object of(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      tree.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
      return map;
    }
    if (tree.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(tree.size());
      tree.forEach(element -> list.add(of(element)));
      return list;
    }
    if (tree.isNumber()) {
      return tree.isIntegralNumber() && tree.canConvertToLong()
          ? (Object) tree.asLong()
          : (Object) tree.asDouble();
    }
    return tree.isBoolean() ? (Object) tree.asBoolean() : tree.isString() ? tree.asString() : null;
  }
}
