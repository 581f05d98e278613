package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run needs, besides its specification and data, to go on after any event with the
 * same bits as if it had never stopped. Shares nothing with the run and never changes.
 *
 * <p>Random streams are not part of it: they are functions of seed, purpose and index, so that the
 * order of the samples follows from the epoch.
 *
 * @param epoch the present epoch; 0 while the untrained network is evaluated
 * @param batch steps taken in it; when that is all of them, it is being evaluated
 * @param stepsTaken steps taken in the whole run
 * @param batchLossSum sum of the losses of the mini-batches of the present epoch; NaN where that is
 *     not known
 * @param memories what the optimizer remembers, each of the shapes of the parameters
 * @param training how far the evaluation has come with the training samples
 * @param validation how far it has come with the validation samples
 * @param patience what early stopping has seen
 * @param stopReason null while the run goes on
 */
public record Checkpoint(
    int epoch,
    int batch,
    long stepsTaken,
    double batchLossSum,
    Parameters parameters,
    List<Parameters> memories,
    Tally training,
    Tally validation,
    Patience patience,
    @Nullable StopReason stopReason) {

  public Checkpoint {
    memories = List.copyOf(memories);
  }

  /** The same, with the evaluation that it may stand in to be begun again. */
  public Checkpoint beforeEvaluation() {
    return new Checkpoint(
        epoch,
        batch,
        stepsTaken,
        batchLossSum,
        parameters,
        memories,
        Tally.NONE,
        Tally.NONE,
        patience,
        stopReason);
  }

  void requireFit(TrainingSpec spec, int batchesPerEpoch) {
    UnfitCheckpoint.unless(
        memories.size() == spec.optimizer().memories(),
        "it has %d memories, but %s needs %d",
        memories.size(),
        spec.optimizer().label(),
        spec.optimizer().memories());
    requireShapes(parameters, spec.network());
    memories.forEach(memory -> requireShapes(memory, spec.network()));
    UnfitCheckpoint.unless(
        epoch >= 0 && epoch <= spec.epochs(), "it stands in epoch %d of %d", epoch, spec.epochs());
    int batches = epoch == 0 ? 0 : batchesPerEpoch;
    UnfitCheckpoint.unless(
        batch >= 0 && batch <= batches, "it stands at batch %d of %d", batch, batches);
    long expected = Math.max(0, epoch - 1) * (long) batchesPerEpoch + batch;
    UnfitCheckpoint.unless(
        stepsTaken == expected,
        "it stands after step %d, but epoch %d, batch %d is after step %d",
        stepsTaken,
        epoch,
        batch,
        expected);
  }

  private static void requireShapes(Parameters numbers, NetworkSpec network) {
    UnfitCheckpoint.unless(
        numbers.depth() == network.depth(),
        "it has %d layers, but the network has %d",
        numbers.depth(),
        network.depth());
    for (int l = 1; l <= network.depth(); l++) {
      UnfitCheckpoint.unless(
          numbers.weights(l).rows() == network.width(l)
              && numbers.weights(l).columns() == network.width(l - 1)
              && numbers.biases(l).size() == network.width(l),
          "its layer %d has %d×%d weights, but that of the network %d×%d",
          l,
          numbers.weights(l).rows(),
          numbers.weights(l).columns(),
          network.width(l),
          network.width(l - 1));
      requireNormalizations(numbers.layers().get(l - 1), network, l);
    }
  }

  private static void requireNormalizations(Parameters.Layer numbers, NetworkSpec network, int l) {
    for (NormalizationPlace place : NormalizationPlace.values()) {
      NormalizationParameters own = numbers.normalizations().get(place);
      boolean wanted = network.normalization(place, l) != null;
      UnfitCheckpoint.unless(
          wanted ? own != null && own.units() == network.width(place, l) : own == null,
          "the normalisations of its layer %d are not those of the network",
          l);
    }
  }
}
