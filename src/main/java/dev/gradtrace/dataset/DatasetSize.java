package dev.gradtrace.dataset;

/**
 * The size of a dataset, known without loading it.
 *
 * @param samples number of samples
 * @param bytes approximate memory of its values
 */
public record DatasetSize(int samples, long bytes) {

  public static DatasetSize of(Dataset dataset) {
    return new DatasetSize(
        dataset.samples(), dataset.inputs().bytes() + dataset.givenTargets().bytes());
  }
}
