package dev.gradtrace.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInTest {

  @ParameterizedTest
  @CsvSource({
    "xor, 4, 2, 1, 2, 0, 1",
    "iris, 150, 4, 3, 3, 0.1, 7.9",
    "digits, 1797, 64, 10, 10, 0, 16",
    "mnist_2k, 2000, 784, 10, 10, 0, 1"
  })
  void isWhatItIsKnownFor(
      String id, int samples, int features, int outputs, int classes, double min, double max) {
    StoredDataset stored = BuiltIn.find(id).orElseThrow().describe();
    DatasetSummary summary = stored.summary();
    assertThat(stored.id()).isEqualTo(id);
    assertThat(summary.name()).isEqualTo(id);
    assertThat(summary.samples()).isEqualTo(samples);
    assertThat(summary.features()).isEqualTo(features);
    assertThat(summary.outputs()).isEqualTo(outputs);
    assertThat(summary.classes()).isEqualTo(classes);
    assertThat(summary.columns()).hasSize(features + 1);
    assertThat(summary.columns().subList(0, features))
        .allSatisfy(column -> assertThat(column.min()).isGreaterThanOrEqualTo(min))
        .allSatisfy(column -> assertThat(column.max()).isLessThanOrEqualTo(max))
        .anySatisfy(column -> assertThat(column.min()).isEqualTo(min))
        .anySatisfy(column -> assertThat(column.max()).isEqualTo(max));
  }

  @Test
  void irisHasFiftyFlowersOfEachSpecies() {
    Labels species = BuiltIn.IRIS.load().labels();
    assertThat(species.names()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(species.counts()).containsExactly(50, 50, 50);
  }

  @Test
  void mnistBeginsWithTheFamiliarDigits() {
    assertThat(BuiltIn.MNIST_2K.load().rows(0, 10).labels())
        .containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
  }

  @Test
  void isReadOnce() {
    assertThat(BuiltIn.DIGITS.load()).isSameAs(BuiltIn.DIGITS.load());
    assertThat(BuiltIn.find("mnist")).isEmpty();
  }
}
