package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.hdf5.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables in {@code .h5} files of Keras 2 and 3: a group for each layer of the model, with
 * the names of its variables as an attribute, in their order. All variables of a nested model are
 * in one group, trainable ones first.
 *
 * @param root {@code model_weights}
 */
record LegacyVariables(StoredObject root, KerasVariables variables) {

  private static final String NAMES = "weight_names";

  /**
   * A variable of a layer, to be found in the file.
   *
   * @param layer the owner
   */
  private record Needed(KerasValue layer, String role) {

    String name() {
      return KerasNode.of(layer).name() + "/" + role;
    }
  }

  void find(KerasValue model) {
    for (KerasValue layer : KerasChain.list(model).elements()) {
      StoredObject group = at(root, KerasNode.of(layer).name());
      if (group == null) {
        continue;
      }
      if (KerasChain.isModel(layer.get("class_name").text())) {
        List<Needed> needed = inside(layer);
        put(group, needed, sorted(names(group), needed));
      } else {
        List<Needed> needed = new ArrayList<>();
        KerasRoles.of(layer).all().forEach(role -> needed.add(new Needed(layer, role)));
        put(group, needed, needed.isEmpty() ? List.of() : names(group));
      }
    }
  }

  private void put(StoredObject group, List<Needed> needed, List<String> names) {
    for (int i = 0; i < Math.min(needed.size(), names.size()); i++) {
      StoredObject variable = at(group, names.get(i));
      if (variable != null) {
        variables.put(needed.get(i).layer, needed.get(i).role, variable);
      }
    }
  }

  /**
   * The names of variables sorted by their ends, if these identify all of them; else in the order
   * of the file.
   */
  private static List<String> sorted(List<String> names, List<Needed> needed) {
    Map<String, String> byEnd = new HashMap<>();
    names.forEach(name -> byEnd.put(end(name), name));
    List<String> sorted = new ArrayList<>();
    for (Needed next : needed) {
      String name = byEnd.get(next.name());
      if (name != null) {
        sorted.add(name);
      }
    }
    return byEnd.size() == names.size() && sorted.size() == needed.size() ? sorted : names;
  }

  /** Layer and role, the last two parts of a name such as {@code inner/dense/kernel:0}. */
  private static String end(String name) {
    String plain = name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
    int role = plain.lastIndexOf('/');
    return plain.substring(role < 0 ? 0 : plain.lastIndexOf('/', role - 1) + 1);
  }

  /** The names in an attribute, which Keras splits if they are too long for one. */
  private static List<String> names(StoredObject group) {
    List<String> names = new ArrayList<>(group.texts(NAMES));
    List<String> part = group.texts(NAMES + 0);
    for (int i = 1; !part.isEmpty(); i++) {
      names.addAll(part);
      part = group.texts(NAMES + i);
    }
    return names;
  }

  /** The object at a path with slashes; null if there is none. */
  private static @Nullable StoredObject at(StoredObject group, String path) {
    StoredObject found = group;
    for (String name : path.split("/", -1)) {
      found = found == null ? null : found.get(name);
    }
    return found;
  }

  /** The variables of all layers of a nested model, in the order of Keras. */
  private static List<Needed> inside(KerasValue model) {
    List<Needed> trained = new ArrayList<>();
    List<Needed> others = new ArrayList<>();
    collect(model, trained, others);
    trained.addAll(others);
    return trained;
  }

  private static void collect(KerasValue model, List<Needed> trained, List<Needed> others) {
    for (KerasValue layer : KerasChain.list(model).elements()) {
      if (KerasChain.isModel(layer.get("class_name").text())) {
        collect(layer, trained, others);
      } else {
        KerasRoles roles = KerasRoles.of(layer);
        boolean isTrained = layer.get("config").get("trainable").flag(true);
        roles
            .trained()
            .forEach(role -> (isTrained ? trained : others).add(new Needed(layer, role)));
        roles.followed().forEach(role -> others.add(new Needed(layer, role)));
      }
    }
  }
}
