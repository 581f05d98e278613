package dev.gradtrace.contract;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.outgoing.Outgoing;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the translation of a request depends on.
 *
 * @param limits bounds of what a request may ask for
 * @param datasets all datasets
 * @param sight those that the caller may see
 * @param outgoing which servers the service may contact
 */
@Component
public record Context(Limits limits, Datasets datasets, Sight sight, Outgoing outgoing) {

  /** Which datasets the caller of the request may see. */
  public interface Sight {
    boolean includes(String datasetId);
  }

  /** The dataset with this id; empty if there is none that the caller may see. */
  Optional<Dataset> named(String datasetId) {
    return sight.includes(datasetId) ? datasets.load(datasetId) : Optional.empty();
  }
}
