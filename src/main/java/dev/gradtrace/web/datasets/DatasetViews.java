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

/** Datasets with how their files were interpreted. */
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

  /** Stores an uploaded dataset. */
  DatasetView put(Caller caller, UploadedDataset read) {
    ReadingView reading = read.reading();
    StoredDataset stored = datasets.put(caller, read.dataset(), json.writeValueAsString(reading));
    return DatasetView.of(stored).with(reading);
  }

  /** The datasets that a caller may see, newest first, in short form. */
  PageView<DatasetView> list(Caller caller, PageQuery page) {
    return PageView.of(
        datasets.page(access.ownerSeenBy(caller), page.after(), page.size()),
        DatasetView::listed,
        UriComponentsBuilder.fromPath(DatasetsController.PATH),
        page);
  }

  /**
   * All details of a dataset.
   *
   * @throws Refusal if it does not exist
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
