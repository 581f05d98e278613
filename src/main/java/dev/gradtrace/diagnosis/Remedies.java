package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.diagnosis.Remedy.Operation;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes that rules propose. Members are set by {@code add}, which RFC 6902 defines for
 * members that are there and for those that are not; layers are replaced as a whole, because their
 * numbers are not positions where {@code repeat} is used.
 */
final class Remedies {

  private static final Optimizer ADAM =
      new Optimizer.Adam(
          0.003,
          Optimizer.Adam.DEFAULT_BETA1,
          Optimizer.Adam.DEFAULT_BETA2,
          Optimizer.DEFAULT_EPSILON);

  private static final EarlyStopping STOPPING =
      new EarlyStopping(
          EarlyStopping.StoppingMetric.VALIDATION_LOSS, 5, EarlyStopping.DEFAULT_MIN_DELTA);

  private Remedies() {}

  static Remedy rate(TrainingSpec spec, double factor) {
    double rate = spec.optimizer().learningRate() * factor;
    return Remedy.of(
        "learning rate %s instead of %s"
            .formatted(Wording.number(rate), Wording.number(spec.optimizer().learningRate())),
        Operation.set("/optimizer/learningRate", rate));
  }

  static Remedy adam() {
    return Remedy.of(
        "Adam, which gives every weight a step of its own", Operation.set("/optimizer", ADAM));
  }

  static Remedy scaledInputs() {
    return Remedy.of(
        "inputs of mean 0 and variance 1", Operation.set("/scaling", Scaling.STANDARD));
  }

  static Remedy epochs(TrainingSpec spec, int factor) {
    long epochs = Math.min(100_000, (long) spec.epochs() * factor);
    return Remedy.of(epochs + " epochs", Operation.set("/epochs", epochs));
  }

  static Remedy batch(int samples) {
    return Remedy.of("batches of " + samples, Operation.set("/batchSize", samples));
  }

  static Remedy clipping() {
    return Remedy.of("gradient clipped to norm 1", Operation.set("/gradientClipNorm", 1.0));
  }

  static Remedy penalty(double l2) {
    return Remedy.of("l2 penalty " + Wording.number(l2), Operation.set("/l2", l2));
  }

  static Remedy cost(Cost cost) {
    return Remedy.of("cost " + cost.label(), Operation.set("/cost", cost));
  }

  static Remedy earlyStopping() {
    return Remedy.of(
        "stop when the validation loss no longer falls", Operation.set("/earlyStopping", STOPPING));
  }

  /** Other layers, initialised from the seed. */
  static Remedy layers(String title, TrainingSpec spec, NetworkSpec changed) {
    List<Operation> patch = new ArrayList<>();
    patch.add(new Operation("replace", "/network/layers", changed));
    if (spec.parameters() != null) {
      patch.add(Operation.remove("/parameters"));
    }
    return new Remedy(title, patch);
  }

  /** The output and the cost that are made for each other and for the task. */
  static Remedy matchingOutput(Evidence evidence) {
    Activation output = Elementwise.LINEAR;
    Cost cost = Cost.MEAN_SQUARED_ERROR;
    if (evidence.data().isClassification()) {
      boolean single = evidence.output().units() == 1;
      output = single ? Elementwise.SIGMOID : new Softmax();
      cost = single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    }
    List<Operation> patch = new ArrayList<>();
    patch.add(
        new Operation("replace", "/network/layers", Variations.output(evidence.network(), output)));
    patch.add(Operation.set("/cost", cost));
    return new Remedy("%s output with %s".formatted(output.label(), cost.label()), patch);
  }
}
