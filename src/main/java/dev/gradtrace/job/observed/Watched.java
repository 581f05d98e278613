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

/** What stays the same between the points of an observed run, cached while points come. */
final class Watched {

  /** Bytes that a layer of a specification takes; estimate. */
  private static final long BYTES_OF_LAYER = 1000;

  private final JobSpec spec;
  private final Mode mode;
  private final Matrix inputs;
  private final Matrix targets;

  /** The workspace for the next point; null while a point is being measured in it. */
  private final AtomicReference<@Nullable Workspace> spare = new AtomicReference<>();

  private final AtomicReference<@Nullable Memory> memory = new AtomicReference<>();

  /**
   * @param batch the samples at which each point is measured
   */
  Watched(JobSpec spec, Mode mode, Dataset batch) {
    this.spec = spec;
    this.mode = mode;
    this.inputs = batch.inputs().toMatrix(0, batch.samples());
    this.targets = batch.targets().toMatrix(0, batch.samples());
  }

  /**
   * What the next point is compared with.
   *
   * @param seen state of the run with the last point
   * @param last its parameters and its trace without metrics
   * @param before the same for the point before; null for none
   */
  record Memory(Seen seen, ObservedRunStore.Kept last, ObservedRunStore.@Nullable Kept before) {}

  JobSpec spec() {
    return spec;
  }

  Mode mode() {
    return mode;
  }

  /** The last point, if {@code event} is the run's last event; else null. */
  @Nullable Memory memory(long event) {
    Memory known = memory.get();
    return known != null && known.seen().event() == event ? known : null;
  }

  void remember(Memory newest) {
    memory.set(newest);
  }

  /** The workspace, or a new one if it is in use, with the batch in it. */
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

  /** Estimated memory in bytes. */
  long bytes() {
    NetworkSpec network = spec.training().network();
    return GradientProbe.bytesOfBatch(network, inputs.columns())
        + Matrix.bytes(inputs.rows() + targets.rows(), inputs.columns())
        + 3 * Parameters.bytes(network)
        + network.depth() * BYTES_OF_LAYER;
  }
}
