package dev.gradtrace.job.spec;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

/** Where the samples of a job come from; small enough to be kept with the job. */
public sealed interface DataOrigin {

  /**
   * The samples.
   *
   * @throws InvalidSpec if there are none
   */
  Dataset load(Datasets datasets);

  /**
   * How large they are, without having them.
   *
   * @param values of each, inputs and targets, where nothing else says it
   * @throws InvalidSpec if there are none
   */
  DatasetSize size(Datasets datasets, int values);

  /**
   * What the classes are called; empty where they have no names but their numbers, or these are not
   * known any more.
   */
  default List<String> classNames(Datasets datasets) {
    return List.of();
  }

  /** A stored or built-in dataset. */
  record Stored(String id) implements DataOrigin {

    @Override
    public Dataset load(Datasets datasets) {
      return datasets.load(id).orElseThrow(this::missing);
    }

    @Override
    public DatasetSize size(Datasets datasets, int values) {
      return datasets.size(id).orElseThrow(this::missing);
    }

    @Override
    public List<String> classNames(Datasets datasets) {
      return datasets
          .find(id)
          .map(StoredDataset::summary)
          .filter(DatasetSummary::hasClassNames)
          .map(DatasetSummary::classNames)
          .orElse(List.of());
    }

    private InvalidSpec missing() {
      return InvalidSpec.meaningless("id", "there is no dataset '%s'", id);
    }
  }

  /** Samples that came with the job. */
  record Inline(Dataset dataset) implements DataOrigin {

    /** More values than this are kept beside the specification, not in it. */
    private static final long MOST_VALUES = 1000;

    /** Whether there are so few that they are shown wherever the job is. */
    public boolean isSmall() {
      return (long) dataset.samples() * (dataset.features() + dataset.outputs()) <= MOST_VALUES;
    }

    @Override
    public Dataset load(Datasets datasets) {
      return dataset;
    }

    @Override
    public DatasetSize size(Datasets datasets, int values) {
      return DatasetSize.of(dataset);
    }
  }

  /**
   * Samples that came with the job and are kept beside its specification.
   *
   * @param samples their number
   */
  record Attached(String key, int samples) implements DataOrigin {

    /** Samples under a member of the specification of a job. */
    public static Attached of(String jobId, String member, int samples) {
      return new Attached(jobId + "/" + member, samples);
    }

    @Override
    public Dataset load(Datasets datasets) {
      return datasets.loadAttached(key).orElseThrow(Attached::gone);
    }

    @Override
    public DatasetSize size(Datasets datasets, int values) {
      return datasets.sizeOfAttached(key).orElseThrow(Attached::gone);
    }

    private static InvalidSpec gone() {
      return InvalidSpec.meaningless("", "the data of the job are gone");
    }
  }

  /** Samples made by a generator. */
  record Generated(Generator generator) implements DataOrigin {

    @Override
    public Dataset load(Datasets datasets) {
      return datasets.generated(generator);
    }

    @Override
    public DatasetSize size(Datasets datasets, int values) {
      int samples = generator.samples();
      return new DatasetSize(samples, (long) samples * values * Double.BYTES);
    }
  }
}
