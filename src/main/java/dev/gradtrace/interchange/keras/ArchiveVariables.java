package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.hdf5.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variables in archives of Keras 3: {@code layers/dense/vars/0} and so on of the first dense
 * layer of a model, {@code layers/dense_1} of the second, whatever their names; nested models
 * likewise.
 *
 * @param root of {@code model.weights.h5}
 */
record ArchiveVariables(StoredObject root, KerasVariables variables) {

  /** Names of the group of layers; the second is that of Keras 2.13. */
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  void find(KerasValue model) {
    find(model, root);
  }

  private void find(KerasValue model, @Nullable StoredObject group) {
    StoredObject container =
        group == null
            ? null
            : CONTAINERS.stream().map(group::get).filter(Objects::nonNull).findFirst().orElse(null);
    Map<String, Integer> names = new HashMap<>();
    for (KerasValue layer : KerasChain.list(model).elements()) {
      String className = layer.get("class_name").text();
      boolean isModel = KerasChain.isModel(className);
      String name = KerasConfiguration.snake(className.equals("Model") ? "Functional" : className);
      int before = names.merge(name, 1, Integer::sum) - 1;
      StoredObject stored =
          container == null ? null : container.get(before == 0 ? name : name + "_" + before);
      if (isModel) {
        find(layer, stored);
      } else if (stored != null) {
        add(layer, stored);
      }
    }
  }

  private void add(KerasValue layer, StoredObject stored) {
    List<String> roles = KerasRoles.of(layer).all();
    StoredObject all = roles.isEmpty() ? null : stored.get("vars");
    if (all == null) {
      return;
    }
    List<String> named = all.texts("name");
    String name = KerasNode.of(layer).name();
    if (!named.isEmpty() && !named.get(0).equals(name)) {
      throw layer.malformed(
          "has the name %s in the configuration, but %s among the weights", name, named.get(0));
    }
    for (int i = 0; i < roles.size(); i++) {
      StoredObject variable = all.get(Integer.toString(i));
      if (variable != null) {
        variables.put(layer, roles.get(i), variable);
      }
    }
  }
}
