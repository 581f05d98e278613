package dev.gradtrace.job;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.Network;
import java.util.List;

/**
 * The trained network of a job.
 *
 * @param network must not be modified
 * @param scaling applied to inputs before the network
 * @param targetScaling applied to targets in training, to be inverted on outputs
 * @param classNames in the order of the classes; empty if the classes have no names, or the task is
 *     not classification
 */
public record TrainedNetwork(
    Network network,
    Scaling.Fitted scaling,
    Scaling.Fitted targetScaling,
    List<String> classNames) {}
