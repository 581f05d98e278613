package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.diagnosis.evidence.Change;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;

/**
 * A remedy with the changed job, so that it can be tried.
 *
 * @param remedy change as proposed to the user
 * @param change the changed job
 */
public record Cure(Remedy remedy, Change change) {

  /** The learning rate multiplied by a factor. */
  public static Cure rate(Evidence evidence, double factor) {
    TrainingSpec spec = evidence.spec();
    return new Cure(Remedy.rate(spec, factor), evidence.change(Variations.rateTimes(factor, spec)));
  }

  public static Cure scaledInputs(Evidence evidence) {
    return new Cure(Remedy.scaledInputs(), evidence.scaledInputs());
  }

  /** Scaled targets; outputs are scaled back. */
  public static Cure scaledTargets(Evidence evidence, Scaling scaling) {
    return new Cure(
        Remedy.scaledTargets(scaling),
        new Change(evidence.spec(), evidence.split().targetsScaledBy(scaling)));
  }

  /** Class weights that give all classes the same total weight. */
  public static Cure balancedClasses(Evidence evidence) {
    return new Cure(
        Remedy.balancedClasses(),
        evidence.change(evidence.spec().withClassWeights(new ClassWeights.Balanced())));
  }

  /** Other layers, with parameters drawn from the seed. */
  public static Cure layers(String title, Evidence evidence, NetworkSpec changed) {
    return new Cure(Remedy.layers(title, evidence.spec(), changed), evidence.change(changed));
  }

  /** The usual initializers for the activations of the layers. */
  public static Cure usualStart(Evidence evidence) {
    return layers(
        "usual initial weights, zero biases", evidence, Variations.wellStarted(evidence.network()));
  }

  public static Cure penalty(Evidence evidence, double l2) {
    return new Cure(Remedy.penalty(l2), evidence.change(evidence.spec().withL2(l2)));
  }

  public static Cure earlyStopping(Evidence evidence) {
    Passes passes = evidence.spec().passes();
    Passes stopping =
        new Passes(
            passes.batchSize(),
            passes.epochs(),
            passes.shuffle(),
            passes.dropLastBatch(),
            Remedy.STOPPING);
    return new Cure(Remedy.earlyStopping(), evidence.change(evidence.spec().withPasses(stopping)));
  }

  public static Cure cost(Evidence evidence, Cost cost) {
    return new Cure(Remedy.cost(cost), evidence.change(evidence.spec().withCost(cost)));
  }

  /** The output activation and cost that match each other and the task. */
  public static Cure matchingOutput(Evidence evidence) {
    MatchingOutput match = MatchingOutput.of(evidence);
    TrainingSpec changed =
        evidence
            .spec()
            .withNetwork(Variations.output(evidence.network(), match.activation()))
            .withCost(match.cost());
    return new Cure(Remedy.matchingOutput(evidence, match), evidence.change(changed));
  }

  public static Cure batch(Evidence evidence, int samples) {
    return new Cure(
        Remedy.batch(samples), evidence.change(Variations.batch(samples, evidence.spec())));
  }

  public static Cure clipping(Evidence evidence) {
    Clipping now = evidence.spec().rule().clipping();
    Clipping shorter = new Clipping(now.value(), Remedy.CLIP_NORM, now.scope());
    return new Cure(Remedy.clipping(), evidence.change(evidence.spec().withClipping(shorter)));
  }

  public static Cure unclipped(Evidence evidence) {
    return new Cure(
        Remedy.unclipped(evidence.spec().rule().clipping()),
        evidence.change(evidence.spec().withClipping(Clipping.NONE)));
  }

  /** A learning rate that neither rises nor falls in the course of the run. */
  public static Cure unscheduled(Evidence evidence) {
    return new Cure(Remedy.unscheduled(), evidence.change(evidence.spec().unscheduled()));
  }

  public static Cure seed(Evidence evidence, long seed) {
    return new Cure(
        Remedy.seed(evidence.spec(), seed),
        evidence.change(evidence.spec().withSeed(seed).withParameters(null)));
  }

  /** Whether the job already is as the remedy would make it. */
  public boolean isThere(Evidence evidence) {
    return change.equals(evidence.change(evidence.spec()));
  }
}
