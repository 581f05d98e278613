package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run between two events: with its specification and data it can be resumed with the
 * same bits as without an interruption. Immutable; shares nothing with the run.
 *
 * <p>It has no state of random generators: random streams are functions of seed, purpose and index,
 * so that the order of the samples follows from the epoch.
 *
 * @param epoch current epoch; 0 during the evaluation of the untrained network
 * @param batch steps taken in the epoch; if these are all, the epoch is being evaluated
 * @param stepsTaken steps taken in the whole run
 * @param batchLossSum sum of the losses of the mini-batches of the current epoch; NaN if unknown
 * @param memories state of the optimizer, each of the shapes of the parameters
 * @param training partial evaluation of the training samples
 * @param validation partial evaluation of the validation samples
 * @param patience state of early stopping
 * @param stopReason null if the run has not ended
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

  /** This checkpoint, with a partial evaluation reset to its beginning. */
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
