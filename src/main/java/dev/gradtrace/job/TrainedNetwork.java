package dev.gradtrace.job;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.Network;

/**
 * A network as a run has left it.
 *
 * @param network to be read only
 * @param scaling what inputs go through before the network sees them
 */
public record TrainedNetwork(Network network, Scaling.Fitted scaling) {}
