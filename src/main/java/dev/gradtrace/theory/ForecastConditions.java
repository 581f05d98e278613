package dev.gradtrace.theory;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.theory.ForecastCondition.Effect;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Checks a network against the assumptions of the theory. */
final class ForecastConditions {

  /** Relative size up to which a covariance, mean or rate counts as 0: above rounding. */
  private static final double ROUNDING = 1e-9;

  /** Batch size from which the factor (m − 2)/(m − 3) holds for every σ, within 0.007 decades. */
  private static final int FEWEST_SAMPLES = 10;

  /** Batch size from which the factor exists. */
  private static final int FEWEST_SAMPLES_OF_LINEAR = 4;

  private final NetworkSpec network;
  private final ForwardMoments forward;
  private final BatchStatistics statistics;
  private final List<ForecastCondition> conditions = new ArrayList<>();

  private ForecastConditions(
      NetworkSpec network, ForwardMoments forward, BatchStatistics statistics) {
    this.network = network;
    this.forward = forward;
    this.statistics = statistics;
  }

  static List<ForecastCondition> of(
      NetworkSpec network, ForwardMoments forward, BatchStatistics statistics) {
    ForecastConditions all = new ForecastConditions(network, forward, statistics);
    all.addWeightsWithMean();
    all.addBlocks();
    if (statistics.mode() == Mode.TRAINING) {
      all.addBatchNorms();
    }
    all.add(
        l -> l == network.depth(),
        Effect.NO_CHI,
        "χ leads from a layer to the one before it: behind the output layer there is none.");
    return List.copyOf(all.conditions);
  }

  private void add(IntPredicate where, Effect effect, String reason) {
    List<Integer> layers = IntStream.rangeClosed(1, network.depth()).filter(where).boxed().toList();
    if (!layers.isEmpty()) {
      conditions.add(new ForecastCondition(layers, reason, effect));
    }
  }

  private void addWeightsWithMean() {
    if (network.isPlain()) {
      return;
    }
    int first =
        IntStream.rangeClosed(1, network.depth())
            .filter(l -> network.layer(l).weightInitializer().mean() != 0)
            .findFirst()
            .orElse(Integer.MAX_VALUE - 1);
    add(
        l -> l >= first - 1,
        Effect.NO_WAY_PAST,
        ("Layer %s has weights with a mean other than 0. What they make of a signal that is"
                + " normalised, masked or skipped is not known.")
            .formatted(first));
  }

  private void addBlocks() {
    add(
        l -> network.blockOf(l) > 0 && !isMixed(network.blockOf(l)),
        Effect.NO_CHI,
        "Inside a residual block: theory follows the gradient from block to block"
            + " (slopePerBlockForecast).");
    add(
        l ->
            network.blockOf(l) > 0 && isMixed(network.blockOf(l))
                || network.blockFrom(l + 1) != null && isMixed(network.blockOf(l + 1)),
        Effect.NO_WAY_PAST,
        "The branch of the residual block ends with an activation whose mean is not 0. It pulls all"
            + " units the same way, so that the gradient through the branch is not independent of"
            + " the one through the skip, as the formula 1 + α²·E‖Jᵀg‖²/‖g‖² assumes (Yang and"
            + " Schoenholz 2017).");
  }

  private boolean isMixed(int block) {
    MeanFieldMoments branch = forward.blocks().get(block - 1).branch();
    return network.blocks().get(block - 1).scale() != 0
        && Math.abs(branch.mean()) > ROUNDING * Math.sqrt(branch.square());
  }

  private void addBatchNorms() {
    int samples = statistics.samples();
    add(
        l -> hasBatchNorm(l) && samples < fewestSamples(l),
        Effect.NO_WAY_PAST,
        ("Batch normalisation over %s samples: the factor (m − 2)/(m − 3) needs %s for linear"
                + " layers, and %s where σ is not linear.")
            .formatted(samples, FEWEST_SAMPLES_OF_LINEAR, FEWEST_SAMPLES));
    add(
        this::isUnequal,
        Effect.NO_WAY_PAST,
        "Batch normalisation behind σ of samples that are correlated before it: every unit has a"
            + " variance of its own, the theory has one for all.");
    add(
        this::isUnstable,
        Effect.RESERVE,
        "Holds in the first layers. Under batch normalisation the symmetric fixed point of this"
            + " activation is unstable, E[(φ − E φ)·φ′·z] > Var φ: samples bunch, and deep layers"
            + " have another rate (Yang et al. 2019).");
  }

  private boolean hasBatchNorm(int l) {
    return network.layer(l).normalization() != null
            && network.normalization(NormalizationPlace.LAYER, l) instanceof BatchNorm
        || network.normalization(NormalizationPlace.BLOCK, l) instanceof BatchNorm;
  }

  private int fewestSamples(int l) {
    return isLinear(network.layer(l)) && isLinear(network.layer(Math.max(1, l - 1)))
        ? FEWEST_SAMPLES_OF_LINEAR
        : FEWEST_SAMPLES;
  }

  private static boolean isLinear(LayerSpec layer) {
    return layer.activation() == Elementwise.LINEAR;
  }

  private boolean isUnequal(int l) {
    ResidualBlock from = network.blockFrom(l);
    ResidualBlock upTo = network.blockUpTo(l);
    return network.layer(l).normalizationAfterActivation() instanceof BatchNorm && isCurved(l)
        || from != null
            && from.position() == ResidualBlock.Position.BEFORE
            && from.normalization() instanceof BatchNorm
            && l > 1
            && isCurved(l - 1)
        || upTo != null
            && upTo.position() == ResidualBlock.Position.AFTER
            && upTo.normalization() instanceof BatchNorm
            && isCurved(l);
  }

  /** Whether σ is nonlinear on the part that samples have in common. */
  private boolean isCurved(int l) {
    Preactivation u = forward.layer(l).u();
    return !isLinear(network.layer(l)) && Math.abs(u.covariance()) > ROUNDING * u.variance();
  }

  private boolean isUnstable(int l) {
    GaussianMoments moments = forward.layer(l).moments();
    return network.layer(l).normalizationBeforeActivation() instanceof BatchNorm
        && l < network.depth()
        && moments.slopeAlong() > (1 + ROUNDING) * moments.variance();
  }
}
