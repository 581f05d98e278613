package dev.gradtrace.dataset;

/**
 * How large a dataset is without being loaded.
 *
 * @param samples number of samples
 * @param bytes that its values take in memory, about
 */
public record DatasetSize(int samples, long bytes) {

  public static DatasetSize of(Dataset dataset) {
    return new DatasetSize(
        dataset.samples(), dataset.inputs().bytes() + dataset.givenTargets().bytes());
  }
}
