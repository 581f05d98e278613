package dev.gradtrace.dataset;

import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The training samples, the validation samples, and the scaling of both.
 *
 * @param training what the network learns from
 * @param validation what its loss is also measured on; null if nothing is held back
 * @param scaling how raw inputs became those of the two parts
 * @param targetScaling how raw targets became those of the two parts
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

  /** With targets that count as raw. */
  public Split(Dataset training, @Nullable Dataset validation, Scaling.Fitted scaling) {
    this(training, validation, scaling, Scaling.NONE.fit(training.targets()));
  }

  /** Everything is for training, in the given order. */
  public static Split of(Dataset dataset) {
    return unscaled(dataset, null);
  }

  /**
   * Holds back the last samples after a shuffle, at least one of them.
   *
   * @param validationFraction share of the samples to hold back, in [0, 1); 0 keeps all, in the
   *     given order
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
   * Validation by a dataset of its own, whose classes are numbered as those of the training data.
   *
   * @throws InvalidSpec with pointers below {@code /validation} if the two do not match
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

  /** The same split of raw data with a scaling fitted on its training part. */
  public Split scaledBy(Scaling choice) {
    Scaling.Fitted fitted = choice.fit(training.inputs());
    return new Split(
        training.scaledBy(fitted),
        validation == null ? null : validation.scaledBy(fitted),
        fitted,
        targetScaling);
  }

  /**
   * The same split with a scaling of raw targets, fitted on its training part.
   *
   * @throws InvalidSpec if the targets stand for classes
   */
  public Split targetsScaledBy(Scaling choice) {
    Scaling.Fitted fitted = choice.fit(training.targets());
    return new Split(
        training.withTargetsScaledBy(fitted),
        validation == null ? null : validation.withTargetsScaledBy(fitted),
        scaling,
        fitted);
  }

  /**
   * Bytes of the copies that dividing and scaling make of inputs, at most; the inputs themselves
   * aside.
   *
   * @param copies how often they are read into a new form
   */
  public static long bytesOfCopies(long samples, long features, int copies) {
    long indices = 2 * samples * Integer.BYTES;
    return indices + copies * DenseSamples.bytesOfFew(samples * features);
  }

  /**
   * The same split with targets for a network with so many output units.
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
