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
 * The cost of each of many samples, and whether it is classified rightly. Spare threads take some
 * of the samples, each into buffers of its own; every sample's numbers are the same whoever
 * computes them.
 */
final class SampleCosts implements Bands {

  /** Fewest samples at a time, for products to be worth their preparation. */
  private static final int SMALLEST_CHUNK = 32;

  /** Samples of a part below which weights, not samples, fill the caches: then products are cut. */
  private static final int FEW = 2 * SMALLEST_CHUNK;

  /** Multiply-adds from which others are asked, as many as for a product. */
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
   * @param samples in a part of an evaluation
   */
  SampleCosts(TrainingSpec spec, int samples) {
    this.spec = spec;
    this.rooms = new Workspace[rooms(samples)];
    this.chunk = samples / rooms.length;
    Arrays.setAll(rooms, room -> Workspace.withoutGradient(spec.network(), chunk));
  }

  /** One for each thread that there can be; together as large as that of the part. */
  private static int rooms(int samples) {
    return samples < FEW ? 1 : Math.min(samples / SMALLEST_CHUNK, SpareThreads.active().most());
  }

  /** Bytes that its buffers take, about. */
  static long bytes(NetworkSpec network, int samples) {
    int rooms = rooms(samples);
    return rooms * Workspace.bytes(network, samples / rooms);
  }

  /** How many threads are worth having samples for. */
  int threads() {
    return rooms.length == 1 ? 1 : Math.min(rooms.length, SpareThreads.active().worthSharing());
  }

  /**
   * Measures so many samples from {@code from} on.
   *
   * @param threads as many as may help, one for none
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

  /** The cost of sample {@code j} of those measured last. */
  double loss(int j) {
    return losses[j];
  }

  /** Whether sample {@code j} of those measured last is classified rightly. */
  boolean isCorrect(int j) {
    return correct[j];
  }

  /** Takes chunks as long as there are some. */
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
