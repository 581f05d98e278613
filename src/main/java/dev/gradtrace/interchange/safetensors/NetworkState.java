package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of a network that was trained elsewhere, as {@code state_dict()} of PyTorch gives it:
 * assigns its tensors to parameters.
 */
public final class NetworkState {

  private final NetworkSpec network;
  private final NeededParts needed;
  private final List<StateModule> modules;
  private final Faults faults;

  private NetworkState(NetworkSpec network, List<StateModule> modules, Faults faults) {
    this.network = network;
    this.needed = new NeededParts(network);
    this.modules = modules;
    this.faults = faults;
  }

  /**
   * The parameters of a network, from a safetensors file.
   *
   * @param order names of its modules in the order of the forward pass; null for the order of names
   * @param json parses the JSON header to maps, lists, texts and numbers
   * @throws dev.gradtrace.validation.InvalidSpec naming all faults, each at its tensor
   */
  public static Parameters read(
      byte[] file,
      NetworkSpec network,
      @Nullable List<String> order,
      Function<byte[], @Nullable Object> json) {
    Faults faults = new Faults();
    List<StateModule> modules = StateModule.of(StoredTensors.read(file, json).tensors(), faults);
    faults.throwIfAny();
    return new NetworkState(network, modules, faults).read(order);
  }

  private Parameters read(@Nullable List<String> order) {
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
    return parameters(dense, places, norms);
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

  private Parameters parameters(
      List<StateModule> dense, List<NeededParts.Norm> places, List<StateModule> norms) {
    List<Map<NormalizationPlace, NormalizationParameters>> numbers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      numbers.add(start(l));
    }
    for (int i = 0; i < places.size(); i++) {
      NeededParts.Norm place = places.get(i);
      Map<String, StoredTensor> tensors = norms.get(i).tensors();
      int units = network.width(place.place(), place.layer());
      numbers
          .get(place.layer() - 1)
          .put(
              place.place(),
              new NormalizationParameters(
                  vector(tensors, Part.WEIGHT, units, 1),
                  vector(tensors, Part.BIAS, units, 0),
                  vector(tensors, Part.MEAN, units, 0),
                  vector(tensors, Part.VARIANCE, units, 1)));
    }
    List<Parameters.Layer> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      Map<String, StoredTensor> tensors = dense.get(l - 1).tensors();
      layers.add(
          new Parameters.Layer(
              Objects.requireNonNull(tensors.get(Part.WEIGHT)).matrix(),
              vector(tensors, Part.BIAS, network.width(l), 0),
              numbers.get(l - 1)));
    }
    return Parameters.of(layers);
  }

  private Map<NormalizationPlace, NormalizationParameters> start(int l) {
    Map<NormalizationPlace, NormalizationParameters> start =
        new EnumMap<>(NormalizationPlace.class);
    for (NormalizationPlace place : NormalizationPlace.values()) {
      if (network.normalization(place, l) != null) {
        start.put(place, NormalizationParameters.initial(network.width(place, l)));
      }
    }
    return start;
  }

  private static Matrix vector(
      Map<String, StoredTensor> tensors, String role, int units, double otherwise) {
    StoredTensor tensor = tensors.get(role);
    if (tensor != null) {
      return tensor.matrix();
    }
    Matrix start = Matrix.zeros(units, 1);
    start.fill(otherwise);
    return start;
  }
}
