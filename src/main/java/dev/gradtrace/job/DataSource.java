package dev.gradtrace.job;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Datasets;
import dev.gradtrace.dataset.Generator;
import dev.gradtrace.validation.InvalidSpec;

/** Where the samples of a job come from; small enough to be kept with the job. */
public sealed interface DataSource {

  /**
   * The samples.
   *
   * @throws InvalidSpec if there are none
   */
  Dataset load(Datasets datasets);

  /** A stored or built-in dataset. */
  record Stored(String id) implements DataSource {

    @Override
    public Dataset load(Datasets datasets) {
      return datasets
          .load(id)
          .orElseThrow(() -> InvalidSpec.meaningless("id", "there is no dataset '%s'", id));
    }
  }

  /** Samples that came with the job. */
  record Inline(Dataset dataset) implements DataSource {

    @Override
    public Dataset load(Datasets datasets) {
      return dataset;
    }
  }

  /** Samples made by a generator. */
  record Generated(Generator generator) implements DataSource {

    @Override
    public Dataset load(Datasets datasets) {
      return generator.generate();
    }
  }
}
