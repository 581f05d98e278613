package dev.gradtrace.interchange.onnx;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.FoldedScaling;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.NetworkBuilder;
import dev.gradtrace.interchange.onnx.OnnxStages.Stage;
import dev.gradtrace.interchange.onnx.Preactivation.Joined;
import dev.gradtrace.interchange.onnx.Preactivation.Masked;
import dev.gradtrace.interchange.onnx.Preactivation.Normalized;
import dev.gradtrace.interchange.onnx.Preactivation.Origin;
import dev.gradtrace.interchange.onnx.Preactivation.Product;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the result of evaluating an ONNX graph into layers and the parts between them. */
final class OnnxLayers {

  static final String FOLDED =
      "Batch normalisation, with the statistics it has learnt, has become part of weights and"
          + " biases.";
  private static final String INITIALIZERS =
      "ONNX does not say how weights and biases start: the initializers are the defaults.";
  private static final String DROPOUT =
      "Dropout has been left out where no layer here has a place for it; it does nothing at"
          + " inference.";

  private static final String STRETCHED =
      "Factors of an activation, such as those of softplus(2z)/2, have become part of weights and"
          + " biases: predictions are the same, steps of a training are not.";

  private final OnnxModel model;
  private final Evaluation values;
  private final Faults faults = new Faults();
  private final Set<String> notes = new LinkedHashSet<>(List.of(INITIALIZERS));

  /** The affine function that is to be folded into the next weights. */
  private Affine pending = Affine.identity(0);

  private Scaling.@Nullable Fitted scaling;

  /**
   * @param values holds the limit on numbers and the notes on the graph
   */
  OnnxLayers(OnnxModel model, Evaluation values) {
    this.model = model;
    this.values = values;
    notes.addAll(values.notes());
  }

  /**
   * Converts the graph up to a signal.
   *
   * @throws InvalidSpec naming every layer whose activation is unknown, or the first part that a
   *     network here cannot have
   */
  ImportedNetwork of(Signal output) {
    List<Stage> stages = new OnnxStages(model, faults).before(output);
    int inputs = OnnxStages.inputs(stages);
    InvalidSpec.unless(inputs > 0, "graph", "has no Gemm or MatMul");
    requireEndWithActivation(output.after(), output);
    faults.throwIfAny();
    NetworkBuilder network = new NetworkBuilder(inputs);
    for (int k = 0; k < stages.size(); k++) {
      Stage stage = stages.get(k);
      Stage next = k + 1 < stages.size() ? stages.get(k + 1) : null;
      faults.within(
          OnnxStages.place(stage.signal()), () -> named(stage, () -> add(stage, next, network)));
      faults.throwIfAny();
    }
    requireEndWithActivation(pending, output);
    NetworkSpec spec = faults.<NetworkSpec>part(OnnxStages.place(output), network::network);
    faults.throwIfAny();
    Parameters parameters = network.parameters();
    InvalidSpec.unless(
        parameters.matrices().allMatch(Matrix::isFinite),
        "graph",
        "has weights or biases that are not finite");
    return new ImportedNetwork(faults.need(spec), parameters, scaling, List.copyOf(notes));
  }

  /** Runs {@code part}; refusals begin with the title of the node. */
  private void named(Stage stage, Runnable part) {
    try {
      part.run();
    } catch (InvalidSpec refusal) {
      throw InvalidSpec.meaningless(
          "",
          "%s %s",
          stage.signal().node() < 0
              ? "The input"
              : model.nodes().get(stage.signal().node()).title(),
          refusal.faults().get(0).detail());
    }
  }

  private void requireEndWithActivation(Affine behind, Signal output) {
    faults.unless(
        behind.isIdentity(),
        OnnxImport.pointer(output.node()),
        "is followed by factors or terms of each output; a network here ends with its activation:"
            + " leave them out");
  }

  private void add(Stage stage, @Nullable Stage next, NetworkBuilder network) {
    Origin origin = stage.origin();
    if (origin == null) {
      pending = stage.affine();
    } else if (origin instanceof Product product) {
      addDense(stage, product, network);
    } else if (origin instanceof Normalized normalized) {
      addNormalization(stage, normalized, network);
    } else if (origin instanceof Masked masked) {
      addMask(stage, masked, next, network);
    } else if (origin instanceof Joined joined) {
      requireNothingPending(network);
      network.endBranch(joined.scale());
      pending = stage.affine();
      network.activate(stage.shape().activation());
    }
    if (stage.shape().isStretched()) {
      notes.add(STRETCHED);
      pending = pending.then(stage.shape().behind(stage.signal().z().width()));
    }
    pending = pending.then(stage.signal().after());
    Joined skip = stage.opens();
    if (skip != null) {
      requireNothingPending(network);
      network.beginBranch();
      enter(skip.entry(), next, network);
    }
  }

  /**
   * Applies factors and terms at the beginning of a branch, which can only be folded into a dense
   * layer.
   */
  private void enter(Affine entry, @Nullable Stage next, NetworkBuilder network) {
    boolean isTakenIn =
        next != null && (next.origin() instanceof Product || folds(next, entry, network));
    InvalidSpec.unless(
        entry.isIdentity() || isTakenIn,
        "",
        "is followed by factors or terms of each unit at the beginning of a branch: put a dense layer"
            + " there");
    pending = entry;
  }

  /**
   * Refuses factors and terms that no weights follow; before the first layer they scale the inputs.
   */
  private void requireNothingPending(NetworkBuilder network) {
    if (pending.isIdentity()) {
      return;
    }
    InvalidSpec.unless(
        network.depth() == 0,
        "",
        "follows factors or terms of each unit, which only a dense layer here takes in: leave them"
            + " out");
    double[] shift = new double[network.width()];
    double[] factor = new double[network.width()];
    for (int i = 0; i < shift.length; i++) {
      factor[i] = pending.factor(i);
      InvalidSpec.unless(
          factor[i] != 0 || pending.offset(i) == 0,
          "",
          "follows an input that is always %s: leave that out",
          pending.offset(i));
      shift[i] = pending.offset(i) == 0 ? 0 : -pending.offset(i) / factor[i];
    }
    scaling = Scaling.Fitted.of(shift, factor);
    notes.add(FoldedScaling.LEFT);
    pending = Affine.identity(network.width());
  }

  private void addNormalization(Stage stage, Normalized norm, NetworkBuilder network) {
    int width = stage.signal().z().width();
    if (folds(stage, pending, network)) {
      pending = pending.then(affine(norm, width)).then(stage.affine());
      notes.add(FOLDED);
      return;
    }
    requireNothingPending(network);
    if (network.endsNormalizedBranch()) {
      values.spend((long) width * width);
      notes.add(network.identity());
    }
    Affine learnt = stage.affine();
    boolean keepsOffset = !(norm.kind() instanceof RmsNorm);
    Affine kept = keepsOffset ? learnt : new Affine(width, learnt.factor(), null);
    NormalizationParameters numbers = numbers(norm, width, kept);
    network.normalize(kind(norm.kind(), kept), numbers);
    pending = keepsOffset ? Affine.identity(width) : new Affine(width, null, learnt.offset());
    if (!stage.shape().isLinear()) {
      InvalidSpec.unless(
          pending.isIdentity(),
          "",
          "adds terms to what an RMS norm gives, which has none here: leave them out");
      network.activate(stage.shape().activation());
    }
  }

  /** Whether a stage is a batch norm that can be folded into the next weights. */
  private static boolean folds(Stage stage, Affine before, NetworkBuilder network) {
    return stage.origin() instanceof Normalized norm
        && norm.kind() instanceof BatchNorm
        && stage.shape().isLinear()
        && (!network.hasPlaceForNormalization() || !before.isIdentity() && network.depth() > 0);
  }

  /** The kind with γ and β learnt if the model has them. */
  private static Normalization kind(Normalization kind, Affine learnt) {
    boolean scale = learnt.factor() != null;
    if (kind instanceof LayerNorm) {
      return new LayerNorm(kind.epsilon(), learnt.offset() != null, scale);
    }
    return kind instanceof RmsNorm ? new RmsNorm(kind.epsilon(), scale) : kind;
  }

  private static NormalizationParameters numbers(Normalized norm, int width, Affine learnt) {
    NormalizationParameters numbers = NormalizationParameters.initial(width);
    for (int i = 0; i < width; i++) {
      numbers.gamma().set(i, 0, learnt.factor(i));
      numbers.beta().set(i, 0, learnt.offset(i));
      if (norm.kind() instanceof BatchNorm) {
        numbers.movingMean().set(i, 0, norm.mean()[norm.mean().length == 1 ? 0 : i]);
        numbers.movingVariance().set(i, 0, norm.variance()[norm.variance().length == 1 ? 0 : i]);
      }
    }
    return numbers;
  }

  /** The affine function of a batch norm at inference, without γ and β. */
  static Affine affine(Normalized norm, int width) {
    double[] deviation =
        Arrays.stream(norm.variance()).map(v -> Math.sqrt(v + norm.kind().epsilon())).toArray();
    return Affine.identity(width).plus(norm.mean(), -1).over(deviation);
  }

  /** Adds dropout where a layer can have it; elsewhere it is left out. */
  private void addMask(Stage stage, Masked masked, @Nullable Stage next, NetworkBuilder network) {
    if (network.depth() == 0) {
      requireNothingPending(network);
    }
    boolean hasPlace =
        next != null
            && (stage.opens() != null || !(next.origin() instanceof Normalized))
            && network.hasPlaceForDropout()
            && stage.shape().isLinear()
            && pending.offset() == null;
    if (hasPlace) {
      network.mask(masked.rate());
      pending = pending.then(stage.affine());
      return;
    }
    notes.add(DROPOUT);
    if (stage.shape().isLinear()) {
      pending = pending.then(stage.affine());
    } else {
      InvalidSpec.unless(
          pending.isIdentity() && stage.affine().isIdentity(),
          "",
          "follows factors or terms of each unit behind dropout: leave them out");
      network.activate(stage.shape().activation());
    }
  }

  private void addDense(Stage stage, Product product, NetworkBuilder network) {
    Preactivation z = stage.signal().z();
    OnnxTensor given = product.weights();
    Affine own = stage.affine();
    Matrix weights = Matrix.zeros(z.width(), given.width());
    double[] biases = new double[z.width()];
    for (int i = 0; i < z.width(); i++) {
      double shift = 0;
      for (int j = 0; j < given.width(); j++) {
        double weight = given.at(i, j) * own.factor(i);
        weights.set(i, j, weight * pending.factor(j));
        shift += pending.offset() == null ? 0 : weight * pending.offset(j);
      }
      biases[i] = shift + own.offset(i);
    }
    if (network.depth() == 0 && !pending.isIdentity()) {
      notes.add(FoldedScaling.FOLDED);
    }
    if (given.bits() < Double.SIZE) {
      notes.add("Weights were given in " + given.bits() + " bits and are computed with in 64.");
    }
    boolean biased = own.offset() != null || Arrays.stream(biases).anyMatch(bias -> bias != 0);
    Matrix column = Matrix.ofColumns(biases.length, biases);
    InvalidSpec.unless(
        weights.isFinite() && column.isFinite(), "", "has weights or biases that are not finite");
    LayerSpec plain = LayerSpec.of(z.width(), stage.shape().activation());
    network.dense(
        new LayerSpec(
            plain.units(),
            plain.activation(),
            plain.weightInitializer(),
            plain.biasInitializer(),
            biased),
        new Parameters.Layer(weights, column));
    pending = Affine.identity(z.width());
  }
}
