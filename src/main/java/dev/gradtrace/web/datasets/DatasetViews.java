package dev.gradtrace.web.datasets;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.PageView;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Datasets as they are told of, with how their files were understood. */
@Component
final class DatasetViews {

  private final Datasets datasets;
  private final Access access;
  private final JsonMapper json;

  DatasetViews(Datasets datasets, Access access, JsonMapper json) {
    this.datasets = datasets;
    this.access = access;
    this.json = json;
  }

  /** Keeps a dataset that was sent as files. */
  DatasetView put(Caller caller, UploadedDataset read) {
    ReadingView reading = read.reading();
    StoredDataset stored = datasets.put(caller, read.dataset(), json.writeValueAsString(reading));
    return DatasetView.of(stored).with(reading);
  }

  /** Those that a caller sees, newest first, without all that is known of each. */
  PageView<DatasetView> list(Caller caller, PageQuery page) {
    return PageView.of(
        datasets.page(access.ownerSeenBy(caller), page.after(), page.size()),
        DatasetView::listed,
        UriComponentsBuilder.fromPath(DatasetsController.PATH),
        page);
  }

  /**
   * All there is to know about a dataset.
   *
   * @throws Refusal if there is none
   */
  DatasetView get(String id) {
    DatasetView view =
        datasets.find(id).map(DatasetView::of).orElseThrow(() -> Refusal.missing("dataset", id));
    return datasets
        .reading(id)
        .map(text -> view.with(json.readValue(text, ReadingView.class)))
        .orElse(view);
  }
}
