package dev.gradtrace.dataset.store;

import java.util.List;

/**
 * Part of a list of datasets, newest first.
 *
 * @param hasMore whether older ones follow
 */
public record DatasetPage(List<StoredDataset> data, boolean hasMore) {

  public DatasetPage {
    data = List.copyOf(data);
  }

  /** The page of so many datasets, of which the list may hold one more. */
  static DatasetPage of(List<StoredDataset> onePastLimit, int limit) {
    boolean hasMore = onePastLimit.size() > limit;
    return new DatasetPage(hasMore ? onePastLimit.subList(0, limit) : onePastLimit, hasMore);
  }
}
