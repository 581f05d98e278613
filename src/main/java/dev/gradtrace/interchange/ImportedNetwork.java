package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network that another tool has written.
 *
 * @param parameters null where only the architecture was given
 * @param scaling scaling of the inputs before layer 1; null if there is none, or it was folded into
 *     layer 1
 * @param notes sentences, each about a difference from the original model
 */
public record ImportedNetwork(
    NetworkSpec network,
    @Nullable Parameters parameters,
    Scaling.@Nullable Fitted scaling,
    List<String> notes) {

  public ImportedNetwork {
    notes = List.copyOf(notes);
  }
}
