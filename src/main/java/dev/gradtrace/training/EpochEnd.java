package dev.gradtrace.training;

/**
 * How the network does after an epoch, measured over all samples; epoch 0 is the untrained network.
 * NaN stands for what was not measured: accuracies of a regression, validation without samples.
 *
 * @param step the last step taken
 * @param trainingLoss mean cost over the training samples, without the l2 penalty
 */
public record EpochEnd(
    int epoch,
    long step,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy)
    implements TrainingEvent {}
