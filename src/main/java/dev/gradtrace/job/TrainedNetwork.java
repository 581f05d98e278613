package dev.gradtrace.job;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.Network;
import java.util.List;

/**
 * A network as a run has left it.
 *
 * @param network to be read only
 * @param scaling what inputs go through before the network sees them
 * @param targetScaling what targets went through before the network was to give them; to be undone
 *     behind it
 * @param classNames of the classes that it tells apart; empty where they have none, or it tells
 *     none
 */
public record TrainedNetwork(
    Network network,
    Scaling.Fitted scaling,
    Scaling.Fitted targetScaling,
    List<String> classNames) {}
