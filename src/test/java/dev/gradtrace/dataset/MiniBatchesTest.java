package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiniBatchesTest {

  private static final int SAMPLES = 23;

  @ParameterizedTest
  @CsvSource({"1, 23, 1", "5, 5, 3", "22, 2, 1", "23, 1, 23", "100, 1, 23"})
  void holdEachSampleOncePerEpoch(int batchSize, int perEpoch, int lastSize) {
    MiniBatches batches = new MiniBatches(counting(), batchSize, true, 1);
    assertThat(batches.perEpoch()).isEqualTo(perEpoch);
    assertThat(batches.sizeOf(perEpoch - 1)).isEqualTo(lastSize);
    List<Double> rows = new ArrayList<>(epoch(batches, 1));
    rows.sort(null);
    assertThat(rows).isEqualTo(epoch(new MiniBatches(counting(), 1, false, 0), 1));
  }

  @Test
  void keepEachSampleWithItsTarget() {
    MiniBatches batches = new MiniBatches(counting(), 5, true, 1);
    batches.startEpoch(3);
    Matrix inputs = Matrix.zeros(1, 5);
    Matrix targets = Matrix.zeros(1, 5);
    for (int batch = 0; batch < batches.perEpoch(); batch++) {
      int size = batches.fill(batch, inputs, targets);
      assertThat(inputs.columns()).isEqualTo(size);
      assertThat(targets.columns()).isEqualTo(size);
      for (int j = 0; j < size; j++) {
        assertThat(targets.at(0, j))
            .as("batch %d, sample %d", batch, j)
            .isEqualTo(inputs.at(0, j) + 0.5);
      }
    }
  }

  @Test
  void dependOnSeedAndEpochAlone() {
    MiniBatches batches = new MiniBatches(counting(), 5, true, 1);
    List<Double> first = epoch(batches, 1);
    List<Double> second = epoch(batches, 2);
    assertThat(second).isNotEqualTo(first);
    assertThat(epoch(batches, 1)).isEqualTo(first);
    assertThat(epoch(new MiniBatches(counting(), 7, true, 1), 2)).isEqualTo(second);
    assertThat(epoch(new MiniBatches(counting(), 5, true, 2), 1)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7})
  void areFullWithoutAPartialOne(int batchSize) {
    MiniBatches all = new MiniBatches(counting(), batchSize, true, 1);
    MiniBatches full = all.withoutPartialOne();
    assertThat(full.perEpoch()).isEqualTo(counting().samples() / batchSize);
    assertThat(full.sizeOf(full.perEpoch() - 1)).isEqualTo(batchSize);
    List<Double> rows = epoch(full, 3);
    assertThat(rows).isEqualTo(epoch(all, 3).subList(0, rows.size()));
  }

  @Test
  void refuseToLeaveOutTheOnlyOne() {
    int samples = counting().samples();
    MiniBatches one = new MiniBatches(counting(), samples + 1, true, 1);
    assertThat(Refusal.of(one::withoutPartialOne))
        .containsExactly(
            "/dropLastBatch leaves no batch: the %s training samples do not fill one of %s"
                .formatted(samples, samples + 1));
  }

  @Test
  void refuseToBeEmpty() {
    assertThat(Refusal.of(() -> new MiniBatches(counting(), 0, true, 1)))
        .containsExactly("/batchSize must be at least 1, was 0");
  }

  private static List<Double> epoch(MiniBatches batches, int epoch) {
    batches.startEpoch(epoch);
    Matrix inputs = Matrix.zeros(1, batches.batchSize());
    Matrix targets = Matrix.zeros(1, batches.batchSize());
    List<Double> rows = new ArrayList<>();
    for (int batch = 0; batch < batches.perEpoch(); batch++) {
      batches.fill(batch, inputs, targets);
      for (int j = 0; j < inputs.columns(); j++) {
        rows.add(inputs.at(0, j));
      }
    }
    return rows;
  }

  private static Dataset counting() {
    double[][] inputs = new double[SAMPLES][1];
    double[][] targets = new double[SAMPLES][1];
    for (int j = 0; j < SAMPLES; j++) {
      inputs[j][0] = j;
      targets[j][0] = j + 0.5;
    }
    return Dataset.ofTargets(inputs, targets);
  }
}
