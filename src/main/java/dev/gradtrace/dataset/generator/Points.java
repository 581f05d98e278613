package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import java.util.stream.IntStream;

/** Collects the points of a generator with their classes. */
final class Points {

  private final Generator generator;
  private final Matrix points;
  private final int[] labels;
  private int added;

  /**
   * @param samples number of points, which are to be added one by one
   */
  Points(Generator generator, int samples, int features) {
    this.generator = generator;
    this.points = Matrix.zeros(features, samples);
    this.labels = new int[samples];
  }

  /** Adds a point of a class. */
  void add(int label, double... point) {
    points.setColumn(added, point);
    labels[added++] = label;
  }

  /** Adds Gaussian noise to every coordinate. */
  Points blur(double noise) {
    RandomStream random = Draws.NOISE.under(generator.seed());
    for (int j = 0; j < points.columns(); j++) {
      for (int i = 0; i < points.rows(); i++) {
        points.set(i, j, Math.fma(noise, random.gaussian(), points.at(i, j)));
      }
    }
    return this;
  }

  /** The points in the order in which they were added. */
  Dataset inOrder(int classes, int outputs) {
    return generator.dataset(
        DenseSamples.of(points), new Targets.Labelled(Labels.of(labels, classes), outputs));
  }

  /** The points in random order, with one output per class. */
  Dataset shuffled(int classes) {
    int[] order = IntStream.range(0, labels.length).toArray();
    Draws.ORDER.under(generator.seed()).shuffle(order);
    Matrix mixed = Matrix.zeros(points.rows(), order.length);
    for (int j = 0; j < order.length; j++) {
      mixed.setColumn(j, points, order[j]);
    }
    return generator.dataset(
        DenseSamples.of(mixed), Targets.Labelled.of(Labels.of(labels, classes).select(order)));
  }
}
