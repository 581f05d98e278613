package dev.gradtrace.contract;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.outgoing.Outgoing;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a request is translated with.
 *
 * @param limits how much it may ask for
 * @param datasets all there are
 * @param sight those that it can name
 * @param outgoing whom the service may ask
 */
@Component
public record Context(Limits limits, Datasets datasets, Sight sight, Outgoing outgoing) {

  /** Which datasets exist for whoever has sent the request that is translated. */
  public interface Sight {
    boolean includes(String datasetId);
  }

  /** A dataset that a request names; empty if there is none for it. */
  Optional<Dataset> named(String datasetId) {
    return sight.includes(datasetId) ? datasets.load(datasetId) : Optional.empty();
  }
}
