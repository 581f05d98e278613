package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Training samples, validation samples, and the scalings applied to both.
 *
 * @param training samples to train on
 * @param validation samples held back; null if there are none
 * @param scaling scaling of the inputs of both parts
 * @param targetScaling scaling of the targets of both parts
 */
public record Split(
    Dataset training,
    @Nullable Dataset validation,
    Scaling.Fitted scaling,
    Scaling.Fitted targetScaling) {

  public Split {
    training = training.unpacked();
    validation = validation == null ? null : validation.unpacked();
  }

  /** A split with unscaled targets. */
  public Split(Dataset training, @Nullable Dataset validation, Scaling.Fitted scaling) {
    this(training, validation, scaling, Scaling.NONE.fit(training.targets()));
  }

  /** All samples for training, in the given order. */
  public static Split of(Dataset dataset) {
    return unscaled(dataset, null);
  }

  /**
   * Shuffles the samples and holds back the last ones, at least one.
   *
   * @param validationFraction share of the samples to hold back, in [0, 1); 0 holds back none and
   *     keeps the order
   * @throws InvalidSpec if no sample would be left for training
   */
  public static Split of(Dataset dataset, double validationFraction, long seed) {
    InvalidSpec.unless(
        validationFraction >= 0 && validationFraction < 1,
        "validationFraction",
        "must be at least 0 and below 1, was %s",
        validationFraction);
    if (validationFraction == 0) {
      return of(dataset);
    }
    int samples = dataset.samples();
    int held = (int) Math.max(1, Math.round(samples * validationFraction));
    InvalidSpec.unless(
        held < samples,
        "validationFraction",
        "of %s leaves none of %d samples for training",
        validationFraction,
        samples);
    int[] sampleIndices = IntStream.range(0, samples).toArray();
    RandomStream.of(seed, RandomStream.Purpose.SPLIT, 0).shuffle(sampleIndices);
    return unscaled(
        dataset.select(Arrays.copyOf(sampleIndices, samples - held)),
        dataset.select(Arrays.copyOfRange(sampleIndices, samples - held, samples)));
  }

  /**
   * A separate dataset for validation; its classes get the numbers of the training classes.
   *
   * @throws InvalidSpec with pointers below {@code /validation} if the two are not compatible
   */
  public static Split of(Dataset training, Dataset validation) {
    InvalidSpec.unless(
        validation.features() == training.features(),
        "validation/inputs",
        "have %d features, but the training data have %d",
        validation.features(),
        training.features());
    try {
      return unscaled(training, validation.codedLike(training));
    } catch (InvalidSpec e) {
      throw new InvalidSpec(e.faults().stream().map(fault -> fault.within("validation")).toList());
    }
  }

  private static Split unscaled(Dataset training, @Nullable Dataset validation) {
    return new Split(training, validation, Scaling.NONE.fit(training.inputs()));
  }

  /**
   * The same split of unscaled data with inputs scaled; the scaling is fitted on the training part.
   */
  public Split scaledBy(Scaling choice) {
    Scaling.Fitted fitted = choice.fit(training.inputs());
    return new Split(
        training.scaledBy(fitted),
        validation == null ? null : validation.scaledBy(fitted),
        fitted,
        targetScaling);
  }

  /**
   * The same split with targets scaled; the scaling is fitted on the training part.
   *
   * @throws InvalidSpec if the targets represent classes
   */
  public Split targetsScaledBy(Scaling choice) {
    Scaling.Fitted fitted = choice.fit(training.targets());
    return new Split(
        training.withTargetsScaledBy(fitted),
        validation == null ? null : validation.withTargetsScaledBy(fitted),
        scaling,
        fitted);
  }

  /** The same without the validation samples whose inputs are also those of a training sample. */
  public Split withoutCopies() {
    if (validation == null) {
      return this;
    }
    Set<Integer> known = new HashSet<>();
    IntStream.of(hashes(training.inputs())).forEach(known::add);
    int[] hashes = hashes(validation.inputs());
    int[] others =
        IntStream.range(0, hashes.length).filter(j -> !known.contains(hashes[j])).toArray();
    return new Split(
        training, others.length == 0 ? null : validation.select(others), scaling, targetScaling);
  }

  private static int[] hashes(Samples samples) {
    Matrix one = Matrix.zeros(samples.length(), 1);
    int[] hashes = new int[samples.size()];
    for (int j = 0; j < hashes.length; j++) {
      samples.copyTo(j, one, 0);
      for (int i = 0; i < samples.length(); i++) {
        hashes[j] = 31 * hashes[j] + Double.hashCode(one.at(i, 0));
      }
    }
    return hashes;
  }

  /**
   * Upper bound in bytes on the copies of inputs that splitting and scaling make.
   *
   * @param copies number of copies in a new form
   */
  public static long bytesOfCopies(long samples, long features, int copies) {
    long indices = 2 * samples * Integer.BYTES;
    return indices + copies * DenseSamples.bytesOfFew(samples * features);
  }

  /**
   * The same split with targets of {@code outputs} values.
   *
   * @throws InvalidSpec if they do not fit
   */
  public Split forOutputs(int outputs) {
    return new Split(
        training.forOutputs(outputs),
        validation == null ? null : validation.forOutputs(outputs),
        scaling,
        outputs == training.outputs() ? targetScaling : Scaling.Fitted.identity(outputs));
  }
}
