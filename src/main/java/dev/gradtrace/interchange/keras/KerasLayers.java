package dev.gradtrace.interchange.keras;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.FoldedScaling;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.NetworkBuilder;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Converts the layers of a Keras model, one after the other, into parts of a network. */
final class KerasLayers {

  private static final String REFUSED_REGULARIZERS = "is not supported; only kernels are penalised";

  private static final Map<String, String> UNSUPPORTED_OPTIONS =
      new TreeMap<>(
          Map.of(
              "kernel_constraint",
              "build the model without; a training job here has maxNorm",
              "bias_constraint",
              "build the model without",
              "lora_rank",
              "build the model without, and give its layers the kernels of this one"));

  /** Most features; the vectors of a scaling are allocated for as many. */
  private static final int MOST_FEATURES = 1_000_000;

  private final Faults faults = new Faults();
  private final NetworkBuilder network;
  private final KerasDropped dropped;
  private final @Nullable KerasShape input;
  private final @Nullable KerasVariables variables;

  /** Sizes of the dimensions of a sample after the layers so far; null if unknown. */
  private @Nullable List<Integer> sizes;

  private @Nullable KerasScaling scaling;

  private final KerasFactors factors;
  private boolean isAtInputs = true;

  /**
   * @param input shape of the input; null if no layer declares it
   * @param variables null if there is only a configuration
   */
  KerasLayers(
      @Nullable KerasShape input, KerasDropped dropped, @Nullable KerasVariables variables) {
    this.input = input;
    this.variables = variables;
    this.dropped = dropped;
    this.sizes = faults.part("", input, KerasShape::sample);
    this.network = new NetworkBuilder(sizes == null ? 1 : KerasShape.size(sizes));
    this.factors = new KerasFactors(network, dropped, variables != null);
  }

  /** Adds a layer, or notes its faults. */
  void add(KerasChain.Step step) {
    faults.within("", () -> read(step.layer()));
    if (step.opens()) {
      faults.within("", () -> settleBefore("a skip"));
      isAtInputs = false;
      place(step.layer(), network::beginBranch);
    }
  }

  /** Adds a part to the network, unless an earlier layer was refused. */
  private void place(KerasValue layer, Runnable part) {
    if (!faults.none()) {
      return;
    }
    KerasValue className = layer.get("class_name");
    try {
      part.run();
    } catch (InvalidSpec refusal) {
      String reason = refusal.faults().get(0).detail();
      faults.unless(false, className.pointer(), "%s %s", className.text(), reason);
    }
  }

  private void read(KerasValue layer) {
    String className = KerasNode.operation(layer);
    KerasValue config = layer.get("config");
    dropped.layer(config);
    if (KerasNode.isCustom(layer)) {
      throw unsupported(layer, className);
    }
    switch (className) {
      case "InputLayer", "Identity" -> {}
      case "Dense" -> add(layer, config);
      case "Dropout" -> mask(layer, config);
      case "Add" -> {
        if (KerasNode.of(layer).sources().size() == 1) {
          scale(layer, known -> known.operate(layer, className));
        } else {
          join(layer);
        }
      }
      case "Multiply", "Subtract", "Divide", "TrueDivide", "Negative" ->
          scale(layer, known -> known.operate(layer, className));
      case "Flatten" -> sizes = sizes == null ? null : List.of(KerasShape.size(sizes));
      case "Reshape" -> sizes = KerasShape.reshaped(sizes, config.get("target_shape"));
      case "Rescaling" -> scale(layer, known -> known.rescale(config));
      case "Normalization" -> {
        if (!isAtInputs) {
          factors.requireWeights(layer);
        }
        scale(layer, known -> known.normalize(layer, dropped, variables));
      }
      default -> {
        if (KerasNormalizations.isLayer(className)) {
          normalize(layer);
        } else if (KerasActivations.isLayer(className) || isPRelu(layer)) {
          activate(layer);
        } else {
          throw unsupported(layer, className);
        }
      }
    }
  }

  private InvalidSpec unsupported(KerasValue layer, String className) {
    sizes = null;
    String name = KerasNode.isCustom(layer) ? KerasNode.fullName(layer) : className;
    return layer
        .get("class_name")
        .unsupported("%s is not supported; %s", name, alternative(layer, className));
  }

  private static String alternative(KerasValue layer, String className) {
    if (className.equals("Lambda") || KerasNode.isCustom(layer)) {
      return "it is Python code, which is not run here: make it of layers of Keras, or send what"
          + " model.export('model.onnx', format='onnx') writes";
    }
    if (className.equals("PReLU")) {
      return "its slopes are weights, which a configuration has not: send the .keras or .h5 file,"
          + " or use LeakyReLU";
    }
    if (className.endsWith("Dropout") || className.startsWith("Gaussian")) {
      return "the only noise that training has here is that of Dropout: use it";
    }
    return className.endsWith("Normalization")
        ? "layers here are normalised by BatchNormalization, LayerNormalization or"
            + " RMSNormalization: use one of them"
        : "a network here is a chain of Dense layers with their activations, normalisations,"
            + " Dropout and Add";
  }

  private void normalize(KerasValue layer) {
    settleBefore("a normalisation");
    width(layer);
    Normalization kind = KerasNormalizations.read(layer, sizes == null ? 1 : sizes.size(), dropped);
    isAtInputs = false;
    NormalizationParameters numbers =
        variables == null || sizes == null
            ? null
            : variables.normalization(layer, sizes.get(sizes.size() - 1));
    place(
        layer,
        () -> {
          if (variables != null && network.endsNormalizedBranch()) {
            variables.spend((long) network.width() * network.width());
            dropped.note(network.identity());
          }
          network.normalize(kind, numbers);
        });
  }

  private void mask(KerasValue layer, KerasValue config) {
    KerasValue shape = config.get("noise_shape");
    if (!shape.isNull()) {
      throw shape.unsupported("is not supported: each unit of each sample is dropped by itself");
    }
    KerasValue rate = config.get("rate");
    double probability = rate.number(0);
    if (!(probability >= 0 && probability < 1)) {
      throw rate.unsupported("must be at least 0 and below 1, was %s", probability);
    }
    if (probability > 0) {
      if (faults.none()) {
        factors.settleTermsBeforeDropout();
      }
      isAtInputs = false;
      place(layer, () -> network.mask(probability));
    }
  }

  private void join(KerasValue layer) {
    double factor = faults.none() ? factors.takeFactorOfBranch() : 1;
    place(layer, () -> network.endBranch(factor));
  }

  /** Takes up factors and terms, of the inputs or behind a layer. */
  private void scale(KerasValue layer, Consumer<KerasScaling> more) {
    if (sizes == null || KerasShape.size(sizes) > MOST_FEATURES) {
      throw layer.unsupported("scales features of which it is not known how many there are");
    }
    if (isAtInputs) {
      scaling = scaling == null ? new KerasScaling(sizes) : scaling;
      more.accept(scaling);
    } else {
      factors.add(layer, sizes, more);
    }
  }

  /** Has the last layer take in what scales its outputs, unless an earlier layer was refused. */
  private void settleBefore(String next) {
    if (faults.none()) {
      factors.settleBefore(next);
    }
  }

  private void add(KerasValue layer, KerasValue config) {
    int inputs = sizes == null ? 0 : sizes.get(sizes.size() - 1);
    LayerSpec dense = dense(layer, config);
    isAtInputs = false;
    Scaling.Fitted before = factors.take();
    if (variables == null || inputs == 0) {
      place(layer, () -> network.dense(dense));
      return;
    }
    Parameters.Layer numbers = variables.dense(layer, dense, inputs);
    if (before == null) {
      place(layer, () -> network.dense(dense, numbers));
    } else {
      Parameters.Layer folded = FoldedScaling.before(numbers, before);
      place(layer, () -> network.dense(FoldedScaling.biased(dense), folded));
    }
  }

  private LayerSpec dense(KerasValue layer, KerasValue config) {
    Faults found = new Faults();
    Activation activation =
        found.<Activation>part("", () -> KerasActivations.function(config.get("activation")));
    KerasInitializers.OfLayer weights =
        found.<KerasInitializers.OfLayer>part(
            "",
            () ->
                KerasInitializers.ofWeights(
                    config.get("kernel_initializer"),
                    Initializer.VarianceScaling.GLOROT_UNIFORM,
                    dropped));
    KerasInitializers.OfLayer biases =
        found.<KerasInitializers.OfLayer>part(
            "", () -> KerasInitializers.ofBiases(config.get("bias_initializer"), dropped));
    found.within("", () -> refuseOptions(config));
    Integer units = found.<Integer>part("", () -> config.get("units").integer());
    if (units != null) {
      found.unless(units >= 1, config.get("units").pointer(), "must be at least 1, was %d", units);
    }
    int fanIn = faults.none() ? width(layer) : 1;
    sizes = units == null || units < 1 ? null : List.of(units);
    found.throwIfAny();
    int fanOut = found.need(units);
    return new LayerSpec(
        fanOut,
        found.need(activation),
        found.need(weights).of(fanIn, fanOut),
        found.need(biases).of(fanIn, fanOut),
        config.get("use_bias").flag(true));
  }

  /** Number of inputs of a layer; 1 if unknown, which is refused at the end. */
  private int width(KerasValue layer) {
    if (sizes == null) {
      return 1;
    }
    int last = sizes.get(sizes.size() - 1);
    if (KerasShape.size(sizes) != last) {
      KerasValue place = network.depth() == 0 && input != null ? input.place() : layer;
      faults.unless(false, place.pointer(), "must be of vectors, or be flattened first");
    }
    return last;
  }

  /** Refuses options that change what a layer computes; penalties are noted only. */
  private void refuseOptions(KerasValue config) {
    dropped.regularizer(config.get("kernel_regularizer"));
    Faults found = new Faults();
    for (String option : List.of("bias_regularizer", "activity_regularizer")) {
      KerasValue given = config.get(option);
      found.unless(given.isNull(), given.pointer(), REFUSED_REGULARIZERS);
    }
    UNSUPPORTED_OPTIONS.forEach(
        (option, instead) -> {
          KerasValue given = config.get(option);
          found.unless(given.isNull(), given.pointer(), "is not supported: " + instead);
        });
    found.throwIfAny();
  }

  private void activate(KerasValue layer) {
    settleBefore("another activation");
    Activation activation = isPRelu(layer) ? slope(layer) : KerasActivations.layer(layer);
    place(layer, () -> network.activate(activation));
  }

  /** Whether the layer is a PReLU whose slopes can be read from the file. */
  private boolean isPRelu(KerasValue layer) {
    return variables != null && layer.get("class_name").text().equals("PReLU");
  }

  private Activation slope(KerasValue layer) {
    double[] slopes = Objects.requireNonNull(variables).vector(layer, KerasRoles.ALPHA);
    if (Arrays.stream(slopes).distinct().count() != 1) {
      throw layer
          .get("class_name")
          .unsupported("PReLU has slopes that differ from unit to unit: use LeakyReLU");
    }
    return new LeakyRelu(slopes[0]);
  }

  /**
   * The network of all layers added.
   *
   * @param model the model, for faults that belong to no single layer
   */
  ImportedNetwork network(KerasValue model) {
    faults.within("", () -> requireInputs(model));
    faults.within("", () -> settleBefore("the outputs"));
    faults.unless(network.depth() > 0 || !faults.none(), model.pointer(), "has no Dense layer");
    NetworkSpec spec =
        faults.none() ? faults.<NetworkSpec>part(model.pointer(), network::network) : null;
    faults.throwIfAny();
    return network(faults.need(spec), scaling == null ? null : scaling.fitted());
  }

  private ImportedNetwork network(NetworkSpec spec, Scaling.@Nullable Fitted fitted) {
    if (variables == null) {
      if (fitted != null) {
        dropped.note(KerasScaling.SCALED);
      }
      return new ImportedNetwork(spec, null, fitted, dropped.notes());
    }
    Network read = new Network(spec, network.parameters());
    if (fitted == null) {
      return new ImportedNetwork(spec, read.parameters(), null, dropped.notes());
    }
    FoldedScaling folded = FoldedScaling.of(read, fitted);
    boolean isLeft = !folded.left().isIdentity();
    dropped.note(isLeft ? FoldedScaling.LEFT : FoldedScaling.FOLDED);
    return new ImportedNetwork(
        folded.network().spec(),
        folded.network().parameters(),
        isLeft ? folded.left() : null,
        dropped.notes());
  }

  private void requireInputs(KerasValue model) {
    if (input == null) {
      throw model.unsupported("tells nowhere how many inputs it has; build the model first");
    }
  }
}
