package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.matrix.Matrix;

/**
 * Steps of a workload over a pool of mini-batches, which is too large for the first-level cache;
 * the same network, whether a step is recorded or not.
 */
final class PooledSteps {

  private static final int POOL = 100;

  private final Descent descent;
  private final double rate;
  private final Matrix[] inputs = new Matrix[POOL];
  private final Matrix[] targets = new Matrix[POOL];
  private final double[] row;
  private long step;

  PooledSteps(Workload workload) {
    TrainingSpec spec = workload.spec(1);
    int samples = workload.samples();
    Dataset data = workload.data().training();
    descent = new Descent(spec, samples, samples * POOL);
    rate = workload.rate();
    row = new double[spec.network().depth() * Metric.values().length];
    for (int k = 0; k < POOL; k++) {
      inputs[k] = Matrix.zeros(data.features(), samples);
      targets[k] = Matrix.zeros(data.outputs(), samples);
      for (int j = 0; j < samples; j++) {
        int sample = (k * samples + j) % data.samples();
        data.inputs().copyTo(sample, inputs[k], j);
        data.targets().copyTo(sample, targets[k], j);
      }
    }
  }

  /** A step that nobody looks at. */
  double untraced() {
    double loss = forward();
    descent.update(rate, step, false);
    return loss;
  }

  /** A step of which every metric of every layer is measured and copied, as a recorder does. */
  double traced() {
    double loss = forward();
    descent.observedUpdate(rate, step, false);
    descent.statistics().copyTo(row);
    return loss;
  }

  /** So many steps of one kind. */
  void run(boolean traced, int steps) {
    for (int i = 0; i < steps; i++) {
      if (traced) {
        traced();
      } else {
        untraced();
      }
    }
  }

  private double forward() {
    int k = (int) (step++ % POOL);
    descent.workspace().inputs().set(inputs[k]);
    descent.workspace().targets().set(targets[k]);
    return descent.forward(step);
  }
}
