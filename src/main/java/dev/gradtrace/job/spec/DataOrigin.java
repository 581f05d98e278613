package dev.gradtrace.job.spec;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

/** Where the samples of a job come from; small enough to be stored with the job. */
public sealed interface DataOrigin {

  /**
   * Loads the samples.
   *
   * @throws InvalidSpec if they do not exist
   */
  Dataset load(Datasets datasets);

  /**
   * The size of the data, without loading them.
   *
   * @param values per sample, inputs and targets, assumed where the origin does not tell
   * @throws InvalidSpec if they do not exist
   */
  DatasetSize size(Datasets datasets, int values);

  /** The class names; empty if there are none, or the data are gone. */
  default List<String> classNames(Datasets datasets) {
    return List.of();
  }

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

  /** Samples that were sent with the job. */
  record Inline(Dataset dataset) implements DataOrigin {

    /** Larger data are stored beside the specification, not in it. */
    private static final long MOST_VALUES = 1000;

    /** Whether the samples are few enough to be part of the specification. */
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
   * Samples that were sent with the job and are stored beside its specification.
   *
   * @param samples their number
   */
  record Attached(String key, int samples) implements DataOrigin {

    /** The samples of a member of a job's specification. */
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
