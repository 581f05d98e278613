package dev.gradtrace.job.observed;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is the same at every point of a run, in memory while its points come. */
final class Watched {

  /** Of a specification, a layer. */
  private static final long BYTES_OF_LAYER = 1000;

  private final JobSpec spec;
  private final Mode mode;
  private final Matrix inputs;
  private final Matrix targets;

  /** That a look is made in, unless another is being made in it. */
  private final AtomicReference<@Nullable Workspace> spare = new AtomicReference<>();

  private final AtomicReference<@Nullable Memory> memory = new AtomicReference<>();

  /**
   * @param batch the samples that each point is a look at
   */
  Watched(JobSpec spec, Mode mode, Dataset batch) {
    this.spec = spec;
    this.mode = mode;
    this.inputs = batch.inputs().toMatrix(0, batch.samples());
    this.targets = batch.targets().toMatrix(0, batch.samples());
  }

  /**
   * What the next point is measured from.
   *
   * @param seen with the last point
   * @param last its parameters and, without metrics, what was traced of it
   * @param before the same of the point before; null for none
   */
  record Memory(Seen seen, ObservedRunStore.Kept last, ObservedRunStore.@Nullable Kept before) {}

  JobSpec spec() {
    return spec;
  }

  Mode mode() {
    return mode;
  }

  /** The memory of the last point, if that is the newest that happened to the run. */
  @Nullable Memory memory(long event) {
    Memory known = memory.get();
    return known != null && known.seen().event() == event ? known : null;
  }

  void remember(Memory newest) {
    memory.set(newest);
  }

  /** A workspace with the batch in it, for one look. */
  Workspace take() {
    Workspace taken = spare.getAndSet(null);
    Workspace pass =
        taken == null ? Workspace.of(spec.training().network(), inputs.columns(), mode) : taken;
    pass.inputs().set(inputs);
    pass.targets().set(targets);
    return pass;
  }

  void giveBack(Workspace pass) {
    spare.set(pass);
  }

  GradientProbe look(Parameters parameters, Workspace pass) {
    return GradientProbe.in(
        pass,
        new Network(spec.training().network(), parameters),
        spec.training().cost(),
        spec.training().seed());
  }

  /** Bytes that it takes, about. */
  long bytes() {
    NetworkSpec network = spec.training().network();
    return GradientProbe.bytesOfBatch(network, inputs.columns())
        + Matrix.bytes(inputs.rows() + targets.rows(), inputs.columns())
        + 3 * Parameters.bytes(network)
        + network.depth() * BYTES_OF_LAYER;
  }
}
