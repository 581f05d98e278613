package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.SampleStatistics;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of norms, dropout and skips in random jobs; {@code gradtrace.draws} of each kind. */
class PartsTest {

  /** Seeds that were not used for choosing thresholds. */
  private static final long FIRST_SEED = 9_000;

  private static final int DRAWS = Integer.getInteger("gradtrace.draws", 1);

  /** For sums in another order. */
  private static final double ROUNDING = 1e-9;

  private static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + DRAWS);
  }

  static Stream<Arguments> faults() {
    return Arrays.stream(Rule.values())
        .filter(FaultyParts::isOne)
        .flatMap(rule -> seeds().mapToObj(seed -> Arguments.of(rule, seed)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedWithARemedyThatWasTried(Rule fault, long seed) {
    Case job = Faulty.of(fault, seed);
    Diagnosis diagnosis = job.diagnose();
    assertThat(Case.accusations(diagnosis)).as(job.name()).anyMatch(job::isRight);
    Symptom symptom =
        diagnosis.findings().stream()
            .filter(finding -> finding.isAccusation() && job.isRight(finding.rule()))
            .findFirst()
            .orElseThrow()
            .symptom();
    assertThat(symptom.remedies()).as(job.name()).isNotEmpty();
    assertThat(symptom.helps()).as(job.name()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aJobThatLearnsWithItsPartsIsNotAccused(long seed) {
    Case job = HealthyParts.of(seed);
    assertThat(Case.accusations(job.diagnose())).as(job.name()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void statisticsOfTheSamplesMakeInferenceWhatTrainingSees(long seed) {
    Case job = Faulty.of(Rule.STALE_STATISTICS, seed);
    NetworkSpec network = job.spec().network().withoutDropout();
    int samples = job.data().training().samples();
    Matrix inputs = job.data().training().inputs().toMatrix(0, samples);
    Matrix targets = job.data().training().targetsFor(network.outputs()).toMatrix(0, samples);
    Network trained = new Network(network, Objects.requireNonNull(job.run().parameters()));
    Parameters exact = SampleStatistics.of(trained, inputs);
    double training =
        GradientProbe.of(trained, job.spec().cost(), inputs, targets, Mode.TRAINING, 0).loss();
    double inference =
        GradientProbe.of(
                new Network(network, exact), job.spec().cost(), inputs, targets, Mode.INFERENCE, 0)
            .loss();
    double scale = DataSummary.of(job.data().training()).constantLoss(job.spec().cost());
    assertThat(inference).as(job.name()).isCloseTo(training, within(ROUNDING * scale));
  }

  @Test
  void statisticsOfTheSamplesLeaveTheNetworkAsItIs() {
    Case job = HealthyParts.of(FIRST_SEED);
    Parameters before = Objects.requireNonNull(job.run().parameters());
    Parameters copy = before.copy();
    SampleStatistics.of(
        new Network(job.spec().network(), before), job.data().training().inputs().toMatrix(0, 10));
    assertThat(before.matrices().map(Matrix::norm).toList())
        .isEqualTo(copy.matrices().map(Matrix::norm).toList());
  }
}
