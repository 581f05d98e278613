package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.storage.Payloads;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The payloads of stored datasets: their descriptions, inputs and targets. */
record DatasetPayloads(Payloads payloads) {

  private static final String DESCRIPTION = "description";
  private static final String INPUTS = "inputs";

  /** Name of the payload with the description for lists; earlier releases did not write it. */
  private static final String LISTING = "listing";

  /** Name of the payload of targets, fixed by existing databases. */
  private static final String TARGETS = "answers";

  /**
   * Stores a dataset.
   *
   * @return the bytes that it takes
   */
  long put(String id, Dataset dataset, DatasetDescription description) {
    return payloads.put(id, DESCRIPTION, description.toBytes())
        + payloads.put(id, LISTING, description.listed().toBytes())
        + payloads.putRows(id, INPUTS, description.inputs().chunks(dataset.inputs()))
        + payloads.putRows(id, TARGETS, description.targets().chunks(dataset.givenTargets()));
  }

  /** The descriptions for lists, by id, of the datasets that have one. */
  Map<String, DatasetDescription> listings(Collection<String> ids) {
    Map<String, DatasetDescription> listings = new HashMap<>();
    payloads
        .ofAll(ids, LISTING)
        .forEach((id, bytes) -> listings.put(id, DatasetDescription.ofBytes(bytes)));
    return listings;
  }

  Dataset read(String id, DatasetDescription description) {
    int samples = description.summary().samples();
    return description.with(
        inputs(id, description, 0, samples), targets(id, description, 0, samples));
  }

  DatasetRows rows(String id, DatasetDescription description, int offset, int limit) {
    boolean labelled = description.targets() == SamplesForm.LABELS;
    int count = DatasetRows.count(description.summary().samples(), offset, limit);
    if (count == 0) {
      return DatasetRows.of(offset, new double[0][], new double[0][], labelled);
    }
    return DatasetRows.of(
        offset,
        DatasetRows.rows(inputs(id, description, offset, count), 0, count),
        DatasetRows.rows(targets(id, description, offset, count), 0, count),
        labelled);
  }

  private Samples inputs(String id, DatasetDescription description, int first, int count) {
    int length = description.summary().features();
    return description
        .inputs()
        .read(chunk -> chunk(id, INPUTS, chunk), first, count, length, description.scale());
  }

  private Samples targets(String id, DatasetDescription description, int first, int count) {
    int length = description.targetLength();
    return description.targets().read(chunk -> chunk(id, TARGETS, chunk), first, count, length, 1);
  }

  private byte[] chunk(String id, String name, int number) {
    byte[] chunk = payloads.row(id, name, number);
    if (chunk == null) {
      throw new IllegalStateException("dataset %s has no %s %s".formatted(id, name, number));
    }
    return chunk;
  }

  Optional<DatasetDescription> describe(String id) {
    return Optional.ofNullable(payloads.get(id, DESCRIPTION)).map(DatasetDescription::ofBytes);
  }
}
