package dev.gradtrace.job.spec;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.TargetCheck;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/**
 * Loads the data of a job, and refuses data that do not fit the network, the cost or early
 * stopping.
 */
public final class TrainingData {

  /** Everything that the checks depend on. */
  public record Demand(
      DataSpec data,
      NetworkSpec network,
      Cost cost,
      @Nullable ClassWeights classWeights,
      @Nullable EarlyStopping earlyStopping,
      int smallestBatch,
      long seedOfSplit) {

    public static Demand of(JobSpec spec) {
      TrainingSpec training = spec.training();
      ClassWeights weights = training.objective().classWeights();
      return new Demand(
          spec.data(),
          training.network(),
          training.cost(),
          weights,
          training.earlyStopping(),
          training.passes().dropLastBatch() ? training.batchSize() : 1,
          weights == null || spec.data().validationFraction() == 0 ? 0 : training.seed());
    }
  }

  private final TrainingSpec training;
  private final DataSpec data;
  private final Faults faults = new Faults();

  private TrainingData(JobSpec spec) {
    this.training = spec.training();
    this.data = spec.data();
  }

  /**
   * Training and validation part, unscaled, with targets of the network's width.
   *
   * @throws InvalidSpec with all faults, as pointers into the job
   */
  public static Split load(JobSpec spec, Datasets datasets) {
    return new TrainingData(spec).load(datasets);
  }

  private Split load(Datasets datasets) {
    Dataset samples = load("dataset", data.dataset(), datasets);
    DataOrigin separate = data.validation();
    Dataset validation = separate == null ? null : load("validation", separate, datasets);
    if (samples != null) {
      checkInputs(samples);
      checkTargetScaling(samples);
    }
    checkEarlyStopping(samples);
    if (samples == null || !faults.none()) {
      throw new InvalidSpec(faults.found());
    }
    Split parts =
        validation == null
            ? Split.of(samples, data.validationFraction(), training.seed())
            : Split.of(samples, validation);
    if (training.passes().dropLastBatch()) {
      MiniBatches.requireFullOne(parts.training().samples(), training.batchSize());
    }
    ClassWeights.requireFit(training.objective().classWeights(), parts.training());
    return parts.forOutputs(training.network().outputs());
  }

  /**
   * Training and validation part as the network sees them: scaled, with targets of its width.
   *
   * @throws InvalidSpec as {@link #load}
   */
  public static Split loadScaled(JobSpec spec, Datasets datasets) {
    return load(spec, datasets)
        .scaledBy(spec.data().scaling())
        .targetsScaledBy(spec.data().targetScaling());
  }

  private @Nullable Dataset load(String pointer, DataOrigin source, Datasets datasets) {
    Dataset dataset = faults.part(pointer, () -> source.load(datasets));
    if (dataset != null) {
      Faults found = new Faults();
      checkAnswers(dataset, found);
      for (Fault fault : found.found()) {
        if (source instanceof DataOrigin.Inline) {
          faults.add(fault.within(pointer));
        } else {
          // Pointers to rows are meaningless if the rows were not sent with the request.
          String row = fault.pointer().substring(1);
          faults.add(new Fault(pointer, row + " " + fault.detail(), fault.kind()));
          break;
        }
      }
    }
    return dataset;
  }

  private void checkInputs(Dataset samples) {
    int inputs = training.network().inputs();
    faults.unless(
        inputs == samples.features(),
        "network/inputs",
        "is %d, but the data have %d features",
        inputs,
        samples.features());
  }

  /**
   * Cross-entropy needs targets from 0 to 1, which only min_max scaling ensures for the training
   * part.
   */
  private void checkTargetScaling(Dataset samples) {
    Scaling scaling = data.targetScaling();
    if (scaling == Scaling.NONE) {
      return;
    }
    if (samples.isClassification()) {
      faults.within("", () -> Scaling.requireNumbers(samples));
      return;
    }
    Cost cost = training.cost();
    faults.unless(
        !cost.wantsDistributions(),
        "targetScaling",
        "leaves no targets that sum to 1, as %s needs them",
        cost.label());
    faults.unless(
        cost.wantsDistributions() || !cost.wantsProbabilities() || scaling == Scaling.MIN_MAX,
        "targetScaling",
        "must be min_max for %s, which needs targets between 0 and 1",
        cost.label());
  }

  private void checkEarlyStopping(@Nullable Dataset samples) {
    EarlyStopping rule = training.earlyStopping();
    if (rule == null) {
      return;
    }
    faults.unless(
        data.hasValidation() || !rule.metric().needsValidation(),
        "earlyStopping/metric",
        "%s needs validation data",
        rule.metric().label());
    faults.unless(
        samples == null || samples.isClassification() || !rule.metric().needsClasses(),
        "earlyStopping/metric",
        "%s needs classes, but the data have numbers to approximate",
        rule.metric().label());
  }

  private void checkAnswers(Dataset dataset, Faults found) {
    Samples targets = found.part("", () -> dataset.targetsFor(training.network().outputs()));
    boolean scaled = data.targetScaling() != Scaling.NONE;
    if (targets == null || scaled || !training.cost().wantsProbabilities()) {
      return;
    }
    Matrix target = Matrix.zeros(targets.length(), 1);
    for (int j = 0; j < targets.size() && found.found().size() < Faults.MOST; j++) {
      targets.copyTo(j, target, 0);
      try {
        TargetCheck.run(training.cost(), target, j);
      } catch (InvalidSpec e) {
        e.faults().forEach(fault -> found.add(fault.within("targets")));
      }
    }
  }
}
