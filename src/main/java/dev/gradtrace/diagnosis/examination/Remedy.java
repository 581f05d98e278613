package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.RateLadder;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proposed change. Members are set by {@code add}, which RFC 6902 defines for existing and for
 * new members; layers are replaced as a whole, because with {@code repeat} their numbers are not
 * their indices.
 *
 * @param title description of the change
 * @param patch JSON Patch (RFC 6902) for the request of the job
 */
public record Remedy(String title, List<Operation> patch) {

  static final double CLIP_NORM = 1;

  static final Optimizer ADAM =
      new Optimizer.Adam(
          0.003,
          Optimizer.Adam.DEFAULT_BETA1,
          Optimizer.Adam.DEFAULT_BETA2,
          Optimizer.DEFAULT_EPSILON);

  static final EarlyStopping STOPPING =
      new EarlyStopping(
          EarlyStopping.StoppingMetric.VALIDATION_LOSS, 5, EarlyStopping.DEFAULT_MIN_DELTA);

  /**
   * One operation of a patch.
   *
   * @param op add, replace or remove
   * @param path JSON Pointer into the request
   * @param value part of a specification, where a network means its layers; or a number, string,
   *     boolean, list or map; null for remove
   */
  public record Operation(String op, String path, @Nullable Object value) {

    /** Sets an existing or new member. */
    public static Operation set(String path, Object value) {
      return new Operation("add", path, value);
    }

    public static Operation remove(String path) {
      return new Operation("remove", path, null);
    }
  }

  public Remedy {
    patch = List.copyOf(patch);
  }

  private static Remedy of(String title, Operation... patch) {
    return new Remedy(title, List.of(patch));
  }

  public static Remedy rate(TrainingSpec spec, double factor) {
    double rate = spec.optimizer().learningRate() * factor;
    return of(instead(rate, spec), Operation.set("/optimizer/learningRate", rate));
  }

  /** A learning rate that was tried. */
  public static Remedy rate(TrainingSpec spec, RateLadder.Rung rung) {
    return of(
        instead(rung.rate(), spec) + (rung.suggested() ? ", as a learning-rate test suggests" : ""),
        Operation.set("/optimizer/learningRate", rung.rate()));
  }

  private static String instead(double rate, TrainingSpec spec) {
    return "learning rate %s instead of %s"
        .formatted(Figures.number(rate), Figures.number(spec.optimizer().learningRate()));
  }

  public static Remedy adam() {
    return of(
        "Adam, which gives every weight a step of its own", Operation.set("/optimizer", ADAM));
  }

  public static Remedy scaledInputs() {
    return of("inputs of mean 0 and variance 1", Operation.set("/scaling", Scaling.STANDARD));
  }

  public static Remedy epochs(TrainingSpec spec, int factor) {
    long epochs = Math.min(100_000, (long) spec.epochs() * factor);
    return of(epochs + " epochs", Operation.set("/epochs", epochs));
  }

  /** Without the early stopping that ended a run. */
  public static Remedy unstopped() {
    return of("no early stopping", Operation.remove("/earlyStopping"));
  }

  static Remedy unscheduled() {
    return of("a constant learning rate", Operation.remove("/learningRateSchedule"));
  }

  /** Without the clipping that a job has. */
  static Remedy unclipped(Clipping clipping) {
    List<Operation> patch = new ArrayList<>();
    if (clipping.value() != null) {
      patch.add(Operation.remove("/gradientClipValue"));
    }
    if (clipping.norm() != null) {
      patch.add(Operation.remove("/gradientClipNorm"));
    }
    if (clipping.scope() != Clipping.Scope.GLOBAL) {
      patch.add(Operation.remove("/gradientClipScope"));
    }
    return new Remedy("no gradient clipping", patch);
  }

  public static Remedy batch(int samples) {
    return of("batches of " + samples, Operation.set("/batchSize", samples));
  }

  public static Remedy clipping() {
    return of("gradient clipped to norm 1", Operation.set("/gradientClipNorm", CLIP_NORM));
  }

  public static Remedy penalty(double l2) {
    return of("l2 penalty " + Figures.number(l2), Operation.set("/l2", l2));
  }

  /** Without the penalties on weights, their decay and the bound on their norms that a job has. */
  public static Remedy unregularized(TrainingSpec spec) {
    Map<String, Operation> without = new LinkedHashMap<>();
    if (spec.l1() > 0) {
      without.put("l1 penalty", Operation.set("/l1", 0.0));
    }
    if (spec.l2() > 0) {
      without.put("l2 penalty", Operation.set("/l2", 0.0));
    }
    if (spec.optimizer() instanceof Optimizer.AdamW adam && adam.weightDecay() > 0) {
      without.put("weight decay", Operation.set("/optimizer/weightDecay", 0.0));
    }
    if (spec.rule().maxNorm() != null) {
      without.put("largest norm", Operation.remove("/maxNorm"));
    }
    return new Remedy(
        "no " + String.join(", no ", without.keySet()), List.copyOf(without.values()));
  }

  public static Remedy cost(Cost cost) {
    return of("cost " + cost.label(), Operation.set("/cost", cost));
  }

  public static Remedy earlyStopping() {
    return of(
        "stop when the validation loss no longer falls", Operation.set("/earlyStopping", STOPPING));
  }

  /** Other layers, with parameters drawn from the seed. */
  public static Remedy layers(String title, TrainingSpec spec, NetworkSpec changed) {
    List<Operation> patch = new ArrayList<>();
    patch.add(new Operation("replace", "/network/layers", changed));
    if (spec.parameters() != null) {
      patch.add(Operation.remove("/parameters"));
    }
    return new Remedy(title, patch);
  }

  /** The output activation and cost that match each other and the task. */
  public static Remedy matchingOutput(Evidence evidence, MatchingOutput match) {
    List<Operation> patch = new ArrayList<>();
    patch.add(
        new Operation(
            "replace",
            "/network/layers",
            Variations.output(evidence.network(), match.activation())));
    patch.add(Operation.set("/cost", match.cost()));
    return new Remedy(
        "%s output with %s".formatted(match.activation().label(), match.cost().label()), patch);
  }

  /** Another seed. */
  public static Remedy seed(TrainingSpec spec, long seed) {
    List<Operation> patch = new ArrayList<>();
    patch.add(Operation.set("/seed", seed));
    if (spec.parameters() != null) {
      patch.add(Operation.remove("/parameters"));
    }
    return new Remedy("another start, seed " + seed, patch);
  }

  /** Scaled targets; outputs are scaled back. */
  public static Remedy scaledTargets(Scaling scaling) {
    return of(
        scaling == Scaling.MIN_MAX ? "targets from 0 to 1" : "targets of mean 0 and variance 1",
        Operation.set("/targetScaling", scaling));
  }

  /** Class weights that give all classes the same total weight. */
  public static Remedy balancedClasses() {
    return of(
        "classes weighted by how rare they are",
        Operation.set("/" + ClassWeights.MEMBER, ClassWeights.Balanced.LABEL));
  }
}
