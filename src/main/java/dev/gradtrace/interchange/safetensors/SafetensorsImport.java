package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.interchange.FloatingPoint;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.NetworkBuilder;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Imports a network from a {@code state_dict} of PyTorch: a chain of dense layers with norms. Such
 * a file has no activations or other parts without parameters.
 */
public final class SafetensorsImport {

  private static final String ASSUMED =
      "safetensors has tensors alone: read is a chain of its layers without skips, with the"
          + " activations that were sent; dropout and the settings of norms are not in the file"
          + " (taken are PyTorch's).";
  private static final String HALF = "The file keeps numbers in 16 bits, networks here have 64.";
  private static final String ORDERED = "The order of the layers was told by their shapes: ";
  private static final String BY_NAME = "Layers are in the order of their names: ";
  private static final String ALONE =
      "A vector alone was read as an RMS norm; nn.PReLU(n) and nn.LayerNorm(n, bias=False) look the"
          + " same and would be read wrongly: ";
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final String ACTIVATION = "activation";
  private static final int MOST_NAMES = 10;

  private static final Set<String> OF_BATCH_NORM = Set.of(Part.MEAN, Part.VARIANCE);
  private static final Set<String> OF_NORM = Set.of(Part.WEIGHT, Part.BIAS);

  /** Default ε of batch and layer norm in PyTorch. */
  private static final double EPSILON = 1e-5;

  private static final double MOMENTUM = 0.9;

  private final Asked asked;
  private final StoredTensors.Contents contents;
  private final List<String> notes = new ArrayList<>(List.of(ASSUMED));
  private final Faults faults = new Faults();

  private SafetensorsImport(Asked asked, StoredTensors.Contents contents) {
    this.asked = asked;
    this.contents = contents;
  }

  /**
   * What the sender says about a file.
   *
   * @param hidden activation of layers 1…L−1; null if not given
   * @param output activation of layer L
   * @param modules names of modules in the order of the forward pass; null for the order of names
   */
  public record Asked(
      @Nullable Activation hidden, Activation output, @Nullable List<String> modules) {}

  /**
   * Imports a file.
   *
   * @param json parses the JSON header to maps, lists, texts and numbers
   * @param mostNumbers most weights and biases that the network may have
   * @throws InvalidSpec naming all faults, each at its tensor
   */
  public static ImportedNetwork read(
      byte[] file, Asked asked, Function<byte[], @Nullable Object> json, long mostNumbers) {
    return new SafetensorsImport(asked, StoredTensors.read(file, json)).read(mostNumbers);
  }

  private ImportedNetwork read(long mostNumbers) {
    requireNoSkips(contents.metadata());
    List<StateModule> modules = StateModule.of(contents.tensors(), faults);
    faults.throwIfAny();
    modules.forEach(this::requireKnown);
    faults.throwIfAny();
    long numbers = contents.tensors().stream().mapToLong(StoredTensor::size).sum();
    InvalidSpec.unless(
        numbers <= mostNumbers, "", "makes more weights and biases than are allowed");
    Chain chain = chain(modules);
    InvalidSpec.unless(!chain.dense().isEmpty(), "", "has no matrix, and so no dense layer");
    faults.unless(
        asked.hidden != null || chain.dense().size() == 1,
        ACTIVATION,
        "must be sent beside safetensors, which has no activations: that of the hidden layers,"
            + " such as relu");
    chain.check(faults);
    faults.throwIfAny();
    boolean isHalf =
        contents.tensors().stream()
            .anyMatch(tensor -> tensor.type().isWeights() && tensor.type().bytes() == Short.BYTES);
    if (isHalf) {
      notes.add(HALF);
    }
    return built(chain);
  }

  /** Refuses a file that this service exported from a network with skips. */
  private static void requireNoSkips(Map<?, ?> metadata) {
    boolean hasSkips =
        metadata.keySet().stream().anyMatch(name -> name.toString().startsWith("blocks."))
            || String.valueOf(metadata.get("code")).contains("Residual");
    InvalidSpec.unless(
        !hasSkips,
        "",
        "is of a network with skips, which it does not tell: send it as Keras or ONNX");
  }

  private void requireKnown(StateModule module) {
    Set<String> roles = module.tensors().keySet();
    boolean isBatchNorm = roles.containsAll(OF_BATCH_NORM);
    module
        .tensors()
        .forEach(
            (role, tensor) -> {
              boolean isKnown =
                  OF_NORM.contains(tensor.leaf())
                      || !module.isDense() && OF_BATCH_NORM.contains(role);
              faults.unless(
                  isKnown,
                  tensor.pointer(),
                  "is no parameter of a dense layer, or of a batch, layer or RMS norm");
              faults.unless(
                  !isKnown || module.isDense() || isBatchNorm || roles.contains(Part.WEIGHT),
                  tensor.pointer(),
                  "lacks the other parameters of a norm");
              faults.unless(
                  !isKnown
                      || role.equals(Part.WEIGHT)
                      || tensor.shape().equals(List.of(module.units())),
                  tensor.pointer(),
                  "has the shape %s beside %d units",
                  tensor.shape(),
                  module.units());
              faults.unless(!tensor.shape().contains(0), tensor.pointer(), "has no numbers");
              faults.unless(
                  !isSlope(module, contents.tensors()),
                  tensor.pointer(),
                  "is one number alone, as the slope of nn.PReLU() is, which no activation here"
                      + " learns: leave it out of the file, and send activation=leaky_relu");
            });
  }

  /** Whether a module is one number where no layer has one unit. */
  private static boolean isSlope(StateModule module, List<StoredTensor> file) {
    return !module.isDense()
        && module.units() == 1
        && module.tensors().keySet().equals(Set.of(Part.WEIGHT))
        && file.stream().noneMatch(other -> other.isMatrix() && other.shape().contains(1));
  }

  private Chain chain(List<StateModule> modules) {
    List<String> order = asked.modules;
    if (order != null) {
      ModuleOrder told = new ModuleOrder(order, faults);
      told.requireKnown(modules);
      return Chain.told(told.of(modules));
    }
    Chain chain = Chain.guessed(modules);
    List<String> named =
        modules.stream().filter(StateModule::isDense).map(StateModule::name).toList();
    List<String> ordered = chain.dense().stream().map(StateModule::name).toList();
    boolean areAlike =
        named.stream().map(name -> DIGITS.matcher(name).replaceAll("")).distinct().count() <= 1;
    if (!ordered.equals(named)) {
      notes.add(ORDERED + names(ordered) + ".");
    } else if (!areAlike) {
      notes.add(BY_NAME + names(named) + "; modules tells another.");
    }
    return chain;
  }

  private static String names(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)))
        + (names.size() > MOST_NAMES ? ", …" : "");
  }

  private ImportedNetwork built(Chain chain) {
    int depth = chain.dense().size();
    NetworkBuilder network = new NetworkBuilder(chain.dense().get(0).inputs());
    Map<Integer, List<Chain.PlacedNorm>> norms = chain.byLayer();
    norms.getOrDefault(0, List.of()).forEach(norm -> normalize(norm, network));
    for (int l = 1; l <= depth; l++) {
      add(chain.dense().get(l - 1), network);
      List<Chain.PlacedNorm> behind = norms.getOrDefault(l, List.of());
      behind.stream()
          .filter(norm -> !norm.isBehindActivation())
          .forEach(n -> normalize(n, network));
      network.activate(l < depth ? Objects.requireNonNull(asked.hidden) : asked.output);
      behind.stream()
          .filter(Chain.PlacedNorm::isBehindActivation)
          .forEach(n -> normalize(n, network));
    }
    faults.throwIfAny();
    if (!chain.norms().isEmpty()) {
      notes.add(
          "Where norms stand was told by their names: "
              + names(chain.norms().stream().map(SafetensorsImport::told).toList())
              + ".");
    }
    List<StateModule> guessed =
        chain.norms().stream()
            .map(Chain.PlacedNorm::module)
            .filter(module -> kind(module) instanceof RmsNorm)
            .toList();
    if (!guessed.isEmpty()) {
      notes.add(ALONE + names(guessed.stream().map(StateModule::name).toList()) + ".");
    }
    NetworkSpec spec = network.network();
    return new ImportedNetwork(spec, network.parameters(), null, notes);
  }

  private static String told(Chain.PlacedNorm norm) {
    String place =
        norm.layer() == 0
            ? " at the inputs"
            : (norm.isBehindActivation() ? " behind" : " before")
                + " the activation of layer "
                + norm.layer();
    return norm.module().name() + place;
  }

  private void add(StateModule module, NetworkBuilder network) {
    StoredTensor bias = module.tensors().get(Part.BIAS);
    LayerSpec plain = LayerSpec.of(module.units(), Elementwise.LINEAR);
    LayerSpec layer =
        new LayerSpec(
            plain.units(),
            plain.activation(),
            plain.weightInitializer(),
            plain.biasInitializer(),
            bias != null);
    Matrix weights = finite(Objects.requireNonNull(module.tensors().get(Part.WEIGHT)));
    Matrix biases = bias == null ? Matrix.zeros(module.units(), 1) : finite(bias);
    network.dense(layer, new Parameters.Layer(weights, biases));
  }

  private Matrix finite(StoredTensor tensor) {
    Matrix numbers = tensor.matrix(contents.data());
    faults.unless(numbers.isFinite(), tensor.pointer(), "has numbers that are not finite");
    return numbers;
  }

  private void normalize(Chain.PlacedNorm norm, NetworkBuilder network) {
    StateModule module = norm.module();
    NormalizationParameters numbers = numbers(module);
    try {
      network.normalize(kind(module), numbers);
    } catch (InvalidSpec refusal) {
      faults.unless(false, module.pointer(), "%s", refusal.faults().get(0).detail());
    }
  }

  private NormalizationParameters numbers(StateModule module) {
    NormalizationParameters numbers = NormalizationParameters.initial(module.units());
    module
        .tensors()
        .forEach(
            (role, tensor) -> {
              Matrix given = finite(tensor);
              switch (role) {
                case Part.BIAS -> numbers.beta().set(given);
                case Part.MEAN -> numbers.movingMean().set(given);
                case Part.VARIANCE -> numbers.movingVariance().set(given);
                default -> numbers.gamma().set(given);
              }
            });
    return numbers;
  }

  /** The kind of a norm, inferred from its parameters. */
  private static Normalization kind(StateModule module) {
    Map<String, StoredTensor> tensors = module.tensors();
    boolean scale = tensors.containsKey(Part.WEIGHT);
    boolean center = tensors.containsKey(Part.BIAS);
    if (tensors.keySet().containsAll(OF_BATCH_NORM)) {
      return new BatchNorm(MOMENTUM, EPSILON, center, scale, MovingVariance.SAMPLE);
    }
    if (center) {
      return new LayerNorm(EPSILON, true, scale);
    }
    StoredTensor gamma = Objects.requireNonNull(tensors.get(Part.WEIGHT));
    return new RmsNorm(machineEpsilon(gamma.type().weights()), true);
  }

  /**
   * Default ε of {@code nn.RMSNorm}: that of the type it computes in, which is 32 bits for 16-bit
   * inputs.
   */
  private static double machineEpsilon(FloatingPoint type) {
    return type == FloatingPoint.F64 ? Math.ulp(1.0) : Math.ulp(1f);
  }
}
