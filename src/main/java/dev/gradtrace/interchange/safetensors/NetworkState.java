package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of a network that was trained elsewhere, as {@code state_dict()} of PyTorch gives it:
 * assigns its tensors to parameters.
 */
public final class NetworkState {

  private final NeededParts needed;
  private final List<StateModule> modules;
  private final Faults faults;

  private NetworkState(NetworkSpec network, List<StateModule> modules, Faults faults) {
    this.needed = new NeededParts(network);
    this.modules = modules;
    this.faults = faults;
  }

  /**
   * Where the parameters of a network are in a safetensors file.
   *
   * @param order names of its modules in the order of the forward pass; null for the order of names
   * @param json parses the JSON header to maps, lists, texts and numbers
   * @throws dev.gradtrace.validation.InvalidSpec naming all faults, each at its tensor
   */
  public static StateLayout layout(
      byte[] file,
      NetworkSpec network,
      @Nullable List<String> order,
      Function<byte[], @Nullable Object> json) {
    Faults faults = new Faults();
    StoredTensors.Contents contents = StoredTensors.read(file, json);
    List<StateModule> modules = StateModule.of(contents.tensors(), faults);
    faults.throwIfAny();
    byte[] head = Arrays.copyOf(file, file.length - contents.data().limit());
    return new StateLayout(
        network, head, file.length, new NetworkState(network, modules, faults).matched(order));
  }

  /** The modules that are the layers, and those that are the norms. */
  private StateLayout.Matched matched(@Nullable List<String> order) {
    List<StateModule> dense = modules.stream().filter(StateModule::isDense).toList();
    List<StateModule> norms = modules.stream().filter(module -> !module.isDense()).toList();
    boolean says = order != null;
    if (order != null) {
      ModuleOrder told = new ModuleOrder(order, faults);
      told.requireKnown(modules);
      dense = told.of(dense);
      norms = told.hasAny(norms) ? told.of(norms) : norms;
    }
    List<Part> layers = needed.dense();
    List<NeededParts.Norm> places = needed.norms();
    List<Part> placed = places.stream().map(NeededParts.Norm::part).toList();
    dense = match(layers, dense, says);
    norms = match(placed, norms, says);
    faults.throwIfAny();
    return new StateLayout.Matched(dense, places, norms);
  }

  /** The modules assigned to {@code parts}, in that order; mismatches are noted as faults. */
  private List<StateModule> match(List<Part> parts, List<StateModule> some, boolean says) {
    List<Part> given = some.stream().map(StateModule::part).toList();
    List<Part> inOrder = says ? given : Part.inOrderOf(parts, given);
    Map<String, StateModule> byName = new HashMap<>();
    some.forEach(module -> byName.put(module.name(), module));
    List<StateModule> matched = new ArrayList<>();
    for (Part part : inOrder) {
      matched.add(byName.get(part.name()));
    }
    for (int i = 0; i < Math.max(parts.size(), matched.size()); i++) {
      check(i < parts.size() ? parts.get(i) : null, i < matched.size() ? matched.get(i) : null);
    }
    return matched;
  }

  private void check(@Nullable Part part, @Nullable StateModule module) {
    Map<String, StoredTensor> tensors = module == null ? Map.of() : module.tensors();
    String name = module != null ? module.name() : part == null ? "" : part.name();
    if (part != null) {
      part.shapes()
          .forEach(
              (role, shape) -> {
                StoredTensor tensor = tensors.get(role);
                if (tensor == null) {
                  String missing = name.isEmpty() ? role : name + "." + role;
                  faults.unless(
                      false,
                      "/" + Fault.escape(missing),
                      "is missing: %s needs it, with the shape %s",
                      part.name(),
                      shape);
                } else {
                  faults.unless(
                      tensor.shape().equals(shape),
                      tensor.pointer(),
                      "has the shape %s, but %s has %s",
                      tensor.shape(),
                      part.name(),
                      shape);
                }
              });
    }
    tensors.forEach(
        (role, tensor) ->
            faults.unless(
                part != null && part.shapes().containsKey(role),
                tensor.pointer(),
                "is one tensor too many: %s",
                part == null
                    ? "no part of the network is left for it"
                    : part.name() + " has none"));
  }
}
