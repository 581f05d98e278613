package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples, each an input with its target. Immutable.
 *
 * <p>It is a classification if it was given labels, or if its targets are one-hot rows or one
 * column of 0 and 1; else a regression.
 */
public final class Dataset {

  private final String name;
  private final String source;
  private final Columns columns;
  private final Samples inputs;
  private final Targets targets;
  private final Samples targetSamples;

  private Dataset(String name, String source, Columns columns, Samples inputs, Targets targets) {
    this.name = name;
    this.source = source;
    this.columns = columns;
    this.inputs = inputs;
    this.targets = targets;
    this.targetSamples = targets.samples();
  }

  /**
   * A dataset of as many inputs as targets.
   *
   * @param source where the data come from, as free text
   */
  public static Dataset of(String name, String source, Samples inputs, Targets targets) {
    return of(name, source, Columns.numbered(inputs.length(), targets), inputs, targets);
  }

  public static Dataset of(
      String name, String source, Columns columns, Samples inputs, Targets targets) {
    if (inputs.size() < 1 || inputs.size() != targets.samples().size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs, " + targets.samples().size() + " targets");
    }
    return new Dataset(name, source, columns, inputs, targets);
  }

  /**
   * A dataset from its rows.
   *
   * @param inputs {@code [sample][feature]}
   * @param targets {@code [sample][output]}
   * @throws InvalidSpec naming every row that is wrong, up to a hundred of them
   */
  public static Dataset ofTargets(double[][] inputs, double[][] targets) {
    InlineRows.checkTargets(inputs, targets);
    return of(
        "inline",
        "request",
        DenseSamples.of(inputs),
        TargetCoding.recognise(DenseSamples.of(targets)));
  }

  /**
   * A dataset from its rows and their classes.
   *
   * @param inputs {@code [sample][feature]}
   * @param labels {@code [sample]}, from 0
   * @param classes number of classes; null for the largest label plus one
   * @throws InvalidSpec naming every row that is wrong, up to a hundred of them
   */
  public static Dataset ofLabels(double[][] inputs, int[] labels, @Nullable Integer classes) {
    int count = InlineRows.checkLabels(inputs, labels, classes);
    return of(
        "inline",
        "request",
        DenseSamples.of(inputs),
        Targets.Labelled.of(Labels.of(labels.clone(), count)));
  }

  /** The name to show. */
  public String name() {
    return name;
  }

  /** Where the data come from, as free text. */
  public String source() {
    return source;
  }

  /** What its columns are called. */
  public Columns columns() {
    return columns;
  }

  /** The inputs, one row per feature. */
  public Samples inputs() {
    return inputs;
  }

  /** The targets, one row per output. */
  public Samples targets() {
    return targetSamples;
  }

  /** The targets as they were given: one row per output, or one of class numbers. */
  public Samples givenTargets() {
    return targets.asGiven();
  }

  /** The classes of the samples; null in a regression. */
  public @Nullable Labels labels() {
    return targets.labels();
  }

  /** Whether the targets stand for classes. */
  public boolean isClassification() {
    return targets.labels() != null;
  }

  /** What the targets represent. */
  public Task task() {
    return isClassification() ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  /** Number of samples, at least 1. */
  public int samples() {
    return inputs.size();
  }

  /** Number of values in each input. */
  public int features() {
    return inputs.length();
  }

  /** Number of values in each target. */
  public int outputs() {
    return targetSamples.length();
  }

  /** The same data under another name. */
  public Dataset named(String name) {
    return new Dataset(name, source, columns, inputs, targets);
  }

  /** The same data with another source. */
  public Dataset from(String source) {
    return new Dataset(name, source, columns, inputs, targets);
  }

  /**
   * The same data with targets of {@code outputs} values: labels become one-hot vectors, or 0 and 1
   * for two classes and one output; targets that were given as numbers must already have that many.
   *
   * @throws InvalidSpec if they do not fit
   */
  public Dataset forOutputs(int outputs) {
    return outputs == outputs()
        ? this
        : new Dataset(name, source, columns, inputs, targets.forOutputs(outputs));
  }

  /** The targets of {@link #forOutputs}. */
  public Samples targetsFor(int outputs) {
    return forOutputs(outputs).targets();
  }

  /**
   * Up to {@code limit} consecutive samples as they were given; none if {@code offset} is beyond
   * the last.
   *
   * @param offset index of the first sample, from 0
   */
  public DatasetRows rows(int offset, int limit) {
    return DatasetRows.of(this, offset, limit);
  }

  /** At most {@code count} of the samples, evenly spread and in their order. */
  public Dataset thinnedTo(int count) {
    if (count >= samples()) {
      return this;
    }
    int[] sampleIndices = new int[count];
    Arrays.setAll(sampleIndices, i -> (int) ((long) i * samples() / count));
    return select(sampleIndices);
  }

  /** Whether the targets were given as class labels. */
  public boolean isLabelled() {
    return targets instanceof Targets.Labelled;
  }

  /** The samples at the given indices, in that order; at least one. */
  Dataset select(int[] sampleIndices) {
    return of(name, source, columns, inputs.select(sampleIndices), targets.select(sampleIndices));
  }

  /** The same data with scaled inputs. */
  Dataset scaledBy(Scaling.Fitted scaling) {
    return new Dataset(name, source, columns, scaling.apply(inputs), targets);
  }

  /**
   * The same data with scaled targets.
   *
   * @throws InvalidSpec if they represent classes
   */
  Dataset withTargetsScaledBy(Scaling.Fitted scaling) {
    if (scaling.isIdentity()) {
      return this;
    }
    Scaling.requireNumbers(this);
    Targets scaled = new Targets.Measured(scaling.apply(targetSamples));
    return new Dataset(name, source, columns, inputs, scaled);
  }

  /** The same data with inputs as doubles for fast reading, if they are few enough. */
  Dataset unpacked() {
    Samples unpacked = DenseSamples.ofFew(inputs);
    return unpacked == inputs ? this : new Dataset(name, source, columns, unpacked, targets);
  }

  /**
   * The same data with the class numbers and target shape of {@code reference}.
   *
   * @throws InvalidSpec if the targets of the two are of different kinds
   */
  Dataset codedLike(Dataset reference) {
    Labels own = labels();
    Labels other = reference.labels();
    if (isLabelled() && own != null && other != null) {
      Targets renumbered = new Targets.Labelled(own.numberedAs(other), reference.outputs());
      return new Dataset(name, source, columns, inputs, renumbered);
    }
    return forOutputs(reference.outputs());
  }
}
