package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/** The targets of samples, and the conversion to a number of outputs. */
public sealed interface Targets {

  /** The targets as numbers, one row per output. */
  Samples samples();

  /** The targets as they were given, one row per value; a label is one value. */
  default Samples asGiven() {
    return samples();
  }

  /** The classes of the samples; null in a regression. */
  @Nullable Labels labels();

  /**
   * The same targets with {@code outputs} values each.
   *
   * @throws InvalidSpec if they do not fit
   */
  Targets forOutputs(int outputs);

  /** The targets of the samples at the given indices, in that order. */
  Targets select(int[] sampleIndices);

  /** Targets of a regression. */
  record Measured(Samples samples) implements Targets {

    @Override
    public @Nullable Labels labels() {
      return null;
    }

    @Override
    public Targets forOutputs(int outputs) {
      requireWidth(samples, outputs);
      return this;
    }

    @Override
    public Targets select(int[] sampleIndices) {
      return new Measured(samples.select(sampleIndices));
    }
  }

  /**
   * Numbers that encode classes: one-hot rows, or a single column of 0 and 1. Their number of
   * values is fixed.
   */
  record Coded(Samples samples, Labels labels) implements Targets {

    @Override
    public Targets forOutputs(int outputs) {
      requireWidth(samples, outputs);
      return this;
    }

    @Override
    public Targets select(int[] sampleIndices) {
      return new Coded(samples.select(sampleIndices), labels.select(sampleIndices));
    }
  }

  /**
   * Classes given by number or name. They become one-hot vectors, or 0 or 1 for two classes and one
   * output.
   */
  record Labelled(Labels labels, int outputs) implements Targets {

    public Labelled {
      InvalidSpec.unless(
          outputs == labels.classes() || outputs == 1 && labels.classes() == 2,
          "labels",
          "have %d classes, but the network has %d outputs",
          labels.classes(),
          outputs);
    }

    /** Labels with one output per class. */
    public static Labelled of(Labels labels) {
      return new Labelled(labels, labels.classes());
    }

    @Override
    public Samples samples() {
      return outputs == labels.classes() ? new OneHotSamples(labels) : new LabelSamples(labels);
    }

    @Override
    public Samples asGiven() {
      return new LabelSamples(labels);
    }

    @Override
    public Targets forOutputs(int outputs) {
      return new Labelled(labels, outputs);
    }

    @Override
    public Targets select(int[] sampleIndices) {
      return new Labelled(labels.select(sampleIndices), outputs);
    }
  }

  private static void requireWidth(Samples samples, int outputs) {
    InvalidSpec.unless(
        samples.length() == outputs,
        "targets",
        "have %d values per sample, but the network has %d outputs",
        samples.length(),
        outputs);
  }
}
