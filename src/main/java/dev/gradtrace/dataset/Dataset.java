package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples and what a network shall answer for them. Immutable.
 *
 * <p>It is a classification if it was given labels, or if its targets are one-hot rows or one
 * column of 0 and 1; else a regression.
 */
public final class Dataset {

  private final String name;
  private final String source;
  private final Columns columns;
  private final Samples inputs;
  private final Targets answers;
  private final Samples targets;

  private Dataset(String name, String source, Columns columns, Samples inputs, Targets answers) {
    this.name = name;
    this.source = source;
    this.columns = columns;
    this.inputs = inputs;
    this.answers = answers;
    this.targets = answers.samples();
  }

  /**
   * A dataset of samples and answers that were checked to belong together.
   *
   * @param source where the data come from, for people
   */
  public static Dataset of(String name, String source, Samples inputs, Targets answers) {
    return of(name, source, Columns.numbered(inputs.length(), answers), inputs, answers);
  }

  public static Dataset of(
      String name, String source, Columns columns, Samples inputs, Targets answers) {
    if (inputs.size() < 1 || inputs.size() != answers.samples().size()) {
      throw new IllegalArgumentException(
          inputs.size() + " inputs, " + answers.samples().size() + " targets");
    }
    return new Dataset(name, source, columns, inputs, answers);
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

  /** What people call it. */
  public String name() {
    return name;
  }

  /** Where the data come from, for people. */
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
    return targets;
  }

  /** The answers as they were given: one row per target, or one of class numbers. */
  public Samples answers() {
    return answers.asGiven();
  }

  /** The classes of the samples; null in a regression. */
  public @Nullable Labels labels() {
    return answers.labels();
  }

  /** Whether the answers are classes. */
  public boolean isClassification() {
    return answers.labels() != null;
  }

  /** What kind of answer the dataset asks for. */
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
    return targets.length();
  }

  /** The same data under another name. */
  public Dataset named(String name) {
    return new Dataset(name, source, columns, inputs, answers);
  }

  /** The same data, said to come from elsewhere. */
  public Dataset from(String source) {
    return new Dataset(name, source, columns, inputs, answers);
  }

  /**
   * The same data with targets for a network with so many output units: labels become one-hot
   * vectors, or 0 and 1 for two classes and one unit; targets given as numbers must fit as they
   * are.
   *
   * @throws InvalidSpec if they do not fit
   */
  public Dataset forOutputs(int outputs) {
    return outputs == outputs()
        ? this
        : new Dataset(name, source, columns, inputs, answers.forOutputs(outputs));
  }

  /** The targets of {@link #forOutputs}. */
  public Samples targetsFor(int outputs) {
    return forOutputs(outputs).targets();
  }

  /**
   * Some consecutive samples as they were given; fewer than asked for, or none, at the end.
   *
   * @param offset number of the first, from 0
   */
  public DatasetRows rows(int offset, int limit) {
    return DatasetRows.of(this, offset, limit);
  }

  /** So many of the samples, spread evenly, in their order; all if there are not more. */
  public Dataset thinnedTo(int count) {
    if (count >= samples()) {
      return this;
    }
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> (int) ((long) i * samples() / count));
    return select(rows);
  }

  /** Whether the answers were given as labels, not as targets. */
  public boolean isLabelled() {
    return answers instanceof Targets.Labelled;
  }

  /** The samples with the given numbers, in that order; at least one. */
  Dataset select(int[] rows) {
    return of(name, source, columns, inputs.select(rows), answers.select(rows));
  }

  /** The same data with scaled inputs. */
  Dataset scaledBy(Scaling.Fitted scaling) {
    return new Dataset(name, source, columns, scaling.apply(inputs), answers);
  }

  /** The same data, kept so that inputs are read fast, if that takes little memory. */
  Dataset unpacked() {
    Samples unpacked = DenseSamples.ofFew(inputs);
    return unpacked == inputs ? this : new Dataset(name, source, columns, unpacked, answers);
  }

  /**
   * The same data with classes numbered, and targets shaped, as those of {@code reference}.
   *
   * @throws InvalidSpec if the answers of the two are of different kinds
   */
  Dataset answeringLike(Dataset reference) {
    Labels own = labels();
    Labels other = reference.labels();
    if (isLabelled() && own != null && other != null) {
      Targets renumbered = new Targets.Labelled(own.numberedAs(other), reference.outputs());
      return new Dataset(name, source, columns, inputs, renumbered);
    }
    return forOutputs(reference.outputs());
  }
}
