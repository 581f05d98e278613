package dev.gradtrace.training;

/**
 * How the network does after an epoch, measured over all samples; epoch 0 is the untrained network.
 * NaN stands for what was not measured: accuracies of a regression, validation without samples.
 *
 * @param step the last step taken
 * @param trainingLoss mean cost over the training samples, weighted as in training, without
 *     penalties
 * @param trainingAccuracy share of the training samples classified rightly, 0 to 1
 * @param validationLoss mean cost over the validation samples, not weighted
 * @param validationAccuracy share of the validation samples classified rightly, 0 to 1
 * @param meanBatchLoss mean of the losses of the epoch's mini-batches, as training saw them, before
 *     each update
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

  /** Of an epoch whose mini-batches are not known. */
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
