package dev.gradtrace.theory;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.ScaledMatrix;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradients of one network and batch under several costs. All else is equal, so that every
 * difference is due to the cost.
 *
 * @param network the architecture
 * @param mode how it was computed
 * @param baseline the first cost
 * @param differences the other costs, compared with the baseline
 * @param outputs aᴸ: {@code [sample][output]}
 * @param targets y: {@code [sample][output]}
 */
public record CostComparison(
    NetworkSpec network,
    Mode mode,
    Measured baseline,
    List<Difference> differences,
    double[][] outputs,
    double[][] targets) {

  /**
   * A paragraph of plain English: whether the cost reaches the earlier layers, by what factor, and
   * whether the decay changes.
   */
  public String answer() {
    return ComparisonAnswer.of(this);
  }

  /**
   * The result of one cost for the batch.
   *
   * @param loss mean cost of the samples
   * @param statistics metrics of every layer, and the flow
   * @param lossPerSample the cost of each sample
   * @param deltaNormPerSample ‖δᴸ‖₂ of each sample
   */
  public record Measured(
      Cost cost,
      double loss,
      Statistics statistics,
      double[] lossPerSample,
      double[] deltaNormPerSample) {}

  /**
   * A cost compared with the baseline.
   *
   * @param measured result of the cost
   * @param layers layers 1…L
   * @param slopeDifference slope of the gradient over the layers minus that of the baseline, in
   *     decades per layer; NaN with fewer than two hidden layers
   */
  public record Difference(
      Measured measured, List<LayerDifference> layers, double slopeDifference) {

    public Cost cost() {
      return measured.cost();
    }

    /** The ratio of ‖Δᴸ‖ to that of the baseline: the factor on what enters back-propagation. */
    public double outputFactor() {
      return layers.get(layers.size() - 1).deltaNormRatio();
    }
  }

  /**
   * A layer compared with the same layer under the baseline; NaN where a norm is 0.
   *
   * @param normRatio ‖∂C/∂W‖_F over that of the baseline
   * @param cosine of the angle between both ∂C/∂W
   * @param deltaNormRatio ‖Δ‖_F over that of the baseline
   */
  public record LayerDifference(double normRatio, double cosine, double deltaNormRatio) {}

  /** Compares costs in training mode, with the dropout masks of step 1 under seed 0. */
  public static CostComparison of(
      Network network, List<Cost> costs, Matrix inputs, Matrix targets) {
    return of(network, costs, inputs, targets, Mode.TRAINING, 0);
  }

  /**
   * Compares costs.
   *
   * @param costs at least two; the first is the baseline
   * @param inputs n⁰×m, a sample in each column
   * @param targets nᴸ×m, a sample in each column
   * @param seed seed of the dropout masks, which are the same for each cost
   */
  public static CostComparison of(
      Network network, List<Cost> costs, Matrix inputs, Matrix targets, Mode mode, long seed) {
    int depth = network.depth();
    GradientProbe baseline = GradientProbe.of(network, costs.get(0), inputs, targets, mode, seed);
    List<Difference> differences = new ArrayList<>();
    for (Cost cost : costs.subList(1, costs.size())) {
      Deadline.check();
      GradientProbe probe = GradientProbe.of(network, cost, inputs, targets, mode, seed);
      differences.add(difference(measured(cost, probe, depth), probe, baseline, depth));
    }
    return new CostComparison(
        network.spec(),
        mode,
        measured(costs.get(0), baseline, depth),
        List.copyOf(differences),
        baseline.outputs(),
        targets.toSamples());
  }

  private static Measured measured(Cost cost, GradientProbe probe, int depth) {
    ScaledMatrix delta = probe.delta(depth);
    double[] norms = IntStream.range(0, probe.samples()).mapToDouble(delta::columnNorm).toArray();
    return new Measured(cost, probe.loss(), probe.statistics(), probe.lossPerSample(), norms);
  }

  private static Difference difference(
      Measured measured, GradientProbe probe, GradientProbe baseline, int depth) {
    List<LayerDifference> layers =
        IntStream.rangeClosed(1, depth).mapToObj(l -> difference(l, probe, baseline)).toList();
    return new Difference(
        measured,
        layers,
        probe.statistics().slopePerLayer() - baseline.statistics().slopePerLayer());
  }

  private static LayerDifference difference(int l, GradientProbe probe, GradientProbe baseline) {
    ScaledMatrix gradient = probe.scaledWeightGradient(l);
    ScaledMatrix before = baseline.scaledWeightGradient(l);
    return new LayerDifference(
        gradient.normRatio(before),
        gradient.cosine(before),
        probe.delta(l).normRatio(baseline.delta(l)));
  }
}
