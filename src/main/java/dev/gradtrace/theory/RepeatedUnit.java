package dev.gradtrace.theory;

import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last hidden layer of a network, or the residual block around it, repeated for ever. */
final class RepeatedUnit {

  /** Number of repetitions after which signals count as converged. */
  private static final int FOREVER = 2000;

  /** Number of layers before the last over which δ forgets where it came from. */
  private static final int RUN_UP = 100;

  /** Bound on E x², which need not converge; its square does not overflow yet. */
  private static final double FAR = 1e100;

  private final List<LayerSpec> layers;
  private final @Nullable ResidualBlock block;
  private final BatchStatistics statistics;
  private final double chi;
  private final MeanFieldMoments rest;

  private RepeatedUnit(NetworkSpec network, MeanFieldInputs inputs) {
    int last = network.depth() - 1;
    block = network.blockUpTo(last);
    layers = network.layers().subList(block == null ? last - 1 : block.first() - 1, last);
    statistics = inputs.statistics();
    int most = FOREVER / layers.size();
    ForwardMoments forward = ForwardMoments.of(repeated(most), start(inputs), statistics);
    int count = 0;
    while (count < most && isInRange(forward, count)) {
      count++;
    }
    int units = Math.max(1, count);
    int at = Math.max(units - 1 - RUN_UP, (units - 1) / 2);
    chi = chi(forward, units, at);
    rest = block == null ? forward.layers().get(at).x() : forward.blocks().get(at).x();
  }

  static RepeatedUnit of(NetworkSpec network, MeanFieldInputs inputs) {
    return new RepeatedUnit(network, inputs);
  }

  /**
   * The moments at the start: two equal samples, which need no integration, unless batch statistics
   * distinguish samples.
   */
  private MeanFieldMoments start(MeanFieldInputs inputs) {
    double square = inputs.meanSquare();
    return new MeanFieldMoments(inputs.mean(), square, repeated(1).mixesSamples() ? 0 : square);
  }

  /** A network of {@code units} repetitions and an output layer. */
  private NetworkSpec repeated(int units) {
    List<LayerSpec> all = new ArrayList<>();
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      all.addAll(layers);
      if (block != null) {
        blocks.add(
            new ResidualBlock(
                unit * layers.size() + 1,
                (unit + 1) * layers.size(),
                block.scale(),
                block.normalization(),
                block.position()));
      }
    }
    all.add(last().withNormalization((LayerNormalization) null).withDropout(0));
    return new NetworkSpec(last().units(), all, blocks, null, 0);
  }

  private LayerSpec last() {
    return layers.get(layers.size() - 1);
  }

  private boolean isInRange(ForwardMoments forward, int unit) {
    double square =
        block == null
            ? forward.layers().get(unit).z().moments().square()
            : forward.blocks().get(unit).y().square();
    return square > 1 / FAR && square < FAR;
  }

  private double chi(ForwardMoments forward, int units, int at) {
    NetworkSpec network = repeated(units);
    GradientGains gains = GradientGains.of(network, forward);
    if (block == null) {
      return gains.chi()[at];
    }
    return units < 2 ? Double.NaN : gains.betweenBlocks(Math.min(at, units - 2));
  }

  /** χ in the limit: ‖δ‖² over that of the repetition behind. */
  double chi() {
    return chi;
  }

  boolean hasDropout() {
    return repeated(1).hasDropout();
  }

  /**
   * Whether the cosine of two samples follows from that before the unit alone, which needs weights
   * of mean 0.
   */
  boolean carriesCorrelation() {
    return !repeated(1).mixesSamples()
        && layers.stream().allMatch(layer -> layer.weightInitializer().mean() == 0);
  }

  /** One repetition in the limit, for two samples with a cosine. */
  Passed pass(double cosine) {
    NetworkSpec once = repeated(1);
    ForwardMoments forward =
        ForwardMoments.of(
            once,
            new MeanFieldMoments(rest.mean(), rest.square(), cosine * rest.square()),
            statistics);
    double slope = 1;
    for (int l = 1; l <= layers.size(); l++) {
      LayerMoments layer = forward.layer(l);
      slope *=
          once.width(l - 1)
              * LayerMoments.weightVariance(once, l)
              * layer.gain()
              * (1 - once.layer(l).dropout())
              * layer.pair().slopeProduct()
              / layer.moments().slopeMeanSquare();
    }
    if (block == null) {
      return new Passed(forward.layer(1).a(), slope, rest.square());
    }
    ForwardMoments.BlockMoments passed = forward.blocks().get(0);
    double branch = block.scale() * block.scale() * passed.branchGain() * slope;
    return new Passed(passed.y(), passed.gain() * (1 + branch), rest.square());
  }

  /**
   * The result of one repetition for two samples.
   *
   * @param signal output
   * @param productSlope derivative of E xₐx_b of the output with respect to that of the input
   * @param squareBefore E x² of the input
   */
  record Passed(MeanFieldMoments signal, double productSlope, double squareBefore) {

    double cosine() {
      return signal.cosine();
    }

    /** Derivative of the output's cosine with respect to that of the input. */
    double cosineSlope() {
      return productSlope * squareBefore / signal.square();
    }
  }
}
