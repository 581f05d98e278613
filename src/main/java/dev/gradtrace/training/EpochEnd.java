package dev.gradtrace.training;

/**
 * The evaluation over all samples after an epoch; epoch 0 is the untrained network. NaN for
 * accuracies of a regression, and for validation without samples.
 *
 * @param step the last step taken
 * @param trainingLoss mean cost over the training samples, weighted as in training, without
 *     penalties
 * @param trainingAccuracy share of the training samples classified correctly, 0 to 1
 * @param validationLoss mean cost over the validation samples, not weighted
 * @param validationAccuracy share of the validation samples classified correctly, 0 to 1
 * @param meanBatchLoss mean of the losses of the epoch's mini-batches, each before its update
 */
public record EpochEnd(
    int epoch,
    long step,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double meanBatchLoss)
    implements TrainingEvent {

  /** An evaluation without the mean loss of mini-batches. */
  public EpochEnd(
      int epoch,
      long step,
      double trainingLoss,
      double trainingAccuracy,
      double validationLoss,
      double validationAccuracy) {
    this(
        epoch,
        step,
        trainingLoss,
        trainingAccuracy,
        validationLoss,
        validationAccuracy,
        Double.NaN);
  }
}
