package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.parallel.Bands;
import dev.gradtrace.parallel.SpareThreads;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Computes the cost of samples, and whether they are classified correctly. Spare threads compute
 * some of the samples in their own buffers; the results do not depend on that.
 */
final class SampleCosts implements Bands {

  /** Fewest samples at a time, so that products are efficient. */
  private static final int SMALLEST_CHUNK = 32;

  /**
   * Number of samples below which products are split instead of samples, because the weights fill
   * the caches.
   */
  private static final int FEW = 2 * SMALLEST_CHUNK;

  /** Multiply-adds from which spare threads are used, as for a product. */
  private static final long WORTH_SHARING = 1_000_000;

  private final TrainingSpec spec;
  private final int chunk;
  private final Workspace[] rooms;
  private final AtomicInteger next = new AtomicInteger();
  private double[] losses = {};
  private boolean[] correct = {};
  private @Nullable Network network;
  private @Nullable Dataset data;
  private int first;
  private int count;

  /**
   * @param samples number of samples of a part
   */
  SampleCosts(TrainingSpec spec, int samples) {
    this.spec = spec;
    this.rooms = new Workspace[rooms(samples)];
    this.chunk = samples / rooms.length;
    Arrays.setAll(rooms, room -> Workspace.withoutGradient(spec.network(), chunk));
  }

  /**
   * Number of workspaces: one per possible thread; together they are as large as one for the whole
   * part.
   */
  private static int rooms(int samples) {
    return samples < FEW ? 1 : Math.min(samples / SMALLEST_CHUNK, SpareThreads.active().most());
  }

  /** Approximate bytes of its buffers. */
  static long bytes(NetworkSpec network, int samples) {
    int rooms = rooms(samples);
    return rooms * Workspace.bytes(network, samples / rooms);
  }

  /** Number of threads that are worth using. */
  int threads() {
    return rooms.length == 1 ? 1 : Math.min(rooms.length, SpareThreads.active().worthSharing());
  }

  /**
   * Measures {@code samples} samples from {@code from} on.
   *
   * @param threads most threads to use, including the current one
   */
  void measure(Network network, Dataset data, int from, int samples, int threads) {
    this.network = network;
    this.data = data;
    first = from;
    count = samples;
    if (losses.length < samples) {
      losses = new double[samples];
      correct = new boolean[samples];
    }
    next.set(0);
    long cost = (long) samples * network.spec().parameterCount();
    try {
      if (threads == 1 || cost < WORTH_SHARING) {
        run(0);
      } else {
        SpareThreads.active().run(this, threads, cost);
      }
    } finally {
      this.network = null;
      this.data = null;
    }
  }

  /** The cost of the {@code j}th of the last measured samples. */
  double loss(int j) {
    return losses[j];
  }

  /** Whether the {@code j}th of the last measured samples is classified correctly. */
  boolean isCorrect(int j) {
    return correct[j];
  }

  /** Computes chunks until none is left. */
  @Override
  public void run(int band) {
    Workspace room = rooms[band];
    for (int at = next.getAndAdd(chunk); at < count; at = next.getAndAdd(chunk)) {
      measure(room, at, Math.min(chunk, count - at));
    }
  }

  private void measure(Workspace room, int at, int samples) {
    Network measured = Objects.requireNonNull(network);
    Dataset source = Objects.requireNonNull(data);
    room.narrowTo(samples);
    for (int j = 0; j < samples; j++) {
      source.inputs().copyTo(first + at + j, room.inputs(), j);
      source.targets().copyTo(first + at + j, room.targets(), j);
    }
    ForwardPass.run(measured, room);
    Loss.of(measured, spec.cost(), room);
    System.arraycopy(room.losses(), 0, losses, at, samples);
    Accuracy.mark(room, correct, at);
  }
}
