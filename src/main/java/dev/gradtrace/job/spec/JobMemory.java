package dev.gradtrace.job.spec;

import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.budget.Reservation;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.trace.CurvatureRecorder;
import dev.gradtrace.trace.DistributionPolicy;
import dev.gradtrace.trace.DistributionRecorder;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.RunMemory;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The peak memory of a job, by the members of the specification that cause it.
 *
 * <pre>
 *   network    run: parameters, gradient, memories, weights before
 *              watch: initial parameters
 *              report: checkpoint, and the same as bytes and rows; or a look: another gradient
 *   batchSize  z, a, σ′, ∂C/∂a, δ of a mini-batch and of a part of an evaluation
 *   dataset    what is loaded, its copies scaled and divided, and samples to watch by
 *   trace      points, and one metric of them as bytes; distributions, and what they are counted of;
 *              what measures the curvature
 * </pre>
 */
public final class JobMemory {

  /** Most samples that running diagnoses use, and how often those are copied. */
  private static final long WATCHED_SAMPLES = 512;

  private static final long COPIES_OF_WATCHED = 4;

  /** An {@link EpochEnd} and its references in two lists. */
  private static final long BYTES_OF_EPOCH = 96;

  /** A step's number and loss with their references in two lists. */
  private static final long BYTES_OF_LOSS = 48;

  private final Datasets datasets;
  private final MemoryBudget budget;

  public JobMemory(Datasets datasets, MemoryBudget budget) {
    this.datasets = datasets;
    this.budget = budget;
  }

  /**
   * Refuses a job that would not fit even if it ran alone.
   *
   * @throws dev.gradtrace.validation.InvalidSpec with a pointer to what takes the most
   */
  public void requireRoom(JobSpec spec) {
    of(spec, datasets).requireAtMost(budget.allowed(MemoryBudget.Use.JOB));
  }

  /**
   * Waits until a job fits beside the others that run here, and reserves its memory.
   *
   * @param givesUp asked at least every 100 ms, first when there is no room at once
   * @return null if it gave up
   */
  public @Nullable Reservation reserve(JobSpec spec, BooleanSupplier givesUp)
      throws InterruptedException {
    long bytes = Math.min(of(spec).bytes(), budget.allowed(MemoryBudget.Use.JOB));
    return budget.reserve(MemoryBudget.Use.JOB, bytes, givesUp);
  }

  /** The memory of a job; nothing if its data are gone, since it fails then. */
  public MemoryNeed of(JobSpec spec) {
    try {
      return of(spec, datasets);
    } catch (InvalidSpec withoutData) {
      return MemoryNeed.NONE;
    }
  }

  /**
   * The memory of a job.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if its data do not exist
   */
  public static MemoryNeed of(JobSpec spec, Datasets datasets) {
    TrainingSpec training = spec.training();
    NetworkSpec network = training.network();
    int values = network.inputs() + network.outputs();
    DatasetSize data = spec.data().dataset().size(datasets, values);
    DataOrigin separate = spec.data().validation();
    long validation = separate == null ? 0 : ofData(spec, separate.size(datasets, values));
    return MemoryNeed.of("network", ofNetwork(training))
        .plus("batchSize", RunMemory.ofBatch(training, data.samples()))
        .plus("dataset", ofData(spec, data) + ofWatchedSamples(network, data.samples()))
        .plus("validation", validation)
        .plus("trace", ofRecords(spec, data.samples()) + ofCurvature(spec, data.samples()));
  }

  private static long ofCurvature(JobSpec spec, long samples) {
    return spec.trace().steps().curvaturePoints() == 0
        ? 0
        : RunMemory.ofCurvature(spec.training(), samples)
            + CurvatureRecorder.bytes(spec.trace().steps());
  }

  private static long ofNetwork(TrainingSpec training) {
    long given = training.parameters() == null ? 0 : 1;
    return RunMemory.ofNetwork(training)
        + (given + 1) * Parameters.bytes(training.network())
        + ofReport(training);
  }

  /** A checkpoint, its serialized form, one matrix at a time, and rows in transit. */
  private static long ofReport(TrainingSpec training) {
    NetworkSpec network = training.network();
    long checkpoint = RunMemory.ofCheckpoint(training);
    long largest = 0;
    for (int l = 1; l <= network.depth(); l++) {
      largest = Math.max(largest, network.parameterCount(l) * Double.BYTES);
    }
    return 2 * checkpoint + largest + Math.min(checkpoint, Payloads.IN_TRANSIT);
  }

  private static long ofData(JobSpec spec, DatasetSize data) {
    int features = spec.training().network().inputs();
    boolean packed = data.bytes() < (long) data.samples() * features * Double.BYTES;
    int copies = packed || spec.data().validationFraction() > 0 ? 1 : 0;
    copies += spec.data().scaling() == Scaling.NONE ? 0 : 1;
    return data.bytes()
        + Split.bytesOfCopies(data.samples(), features, copies)
        + RunMemory.ofOrder(data.samples());
  }

  private static long ofWatchedSamples(NetworkSpec network, long samples) {
    return Math.min(WATCHED_SAMPLES, samples)
        * (network.inputs() + network.outputs())
        * Double.BYTES
        * COPIES_OF_WATCHED;
  }

  private static long ofRecords(JobSpec spec, long samples) {
    TrainingSpec training = spec.training();
    long steps = Math.max(1, training.passes().steps(samples));
    DistributionPolicy distributions = spec.trace().distributions();
    long counted =
        distributions.isNone()
            ? 0
            : RunMemory.ofTensors(training)
                + DistributionRecorder.bytes(training.network(), distributions);
    return TraceRecorder.bytes(training.network(), spec.trace().steps().points(steps))
        + counted
        + Math.min(steps, LossCurve.MAX_BATCHES) * BYTES_OF_LOSS
        + training.epochs() * BYTES_OF_EPOCH;
  }
}
