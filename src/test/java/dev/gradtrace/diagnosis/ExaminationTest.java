package dev.gradtrace.diagnosis;

import static dev.gradtrace.diagnosis.evidence.Severity.ERROR;
import static dev.gradtrace.diagnosis.evidence.Severity.INFO;
import static dev.gradtrace.diagnosis.evidence.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Minimal runs that a rule reports, and runs that differ from them by the fault alone. */
class ExaminationTest {

  private static final Dataset NUMBERS = numbers(1, 1, -1, -1, 1);
  private static final Dataset SHARES = numbers(1, 0.2, 0.7, 0.1, 0.4);
  private static final Dataset UP_TO_FIVE = numbers(1, 0, 5, 2, 3);

  /** Five samples, one more than a batch of a {@link RunSketch}. */
  private static final Dataset FIVE = numbers(1, 1, -1, -1, 1, 2);

  private static final LayerSpec OUTPUT = LayerSpec.of(1, Elementwise.LINEAR);
  private static final LayerSpec HIDDEN = LayerSpec.of(8, Elementwise.TANH);

  /** Epochs with the loss of the best constant answer to {@link #NUMBERS}. */
  private static final double[] AT_REST = {1, 1, 1};

  /** A rule, a run that it reports with severity and layers, and one that it does not report. */
  record Sign(Rule rule, RunSketch sick, Severity severity, List<Integer> layers, RunSketch well) {

    @Override
    public String toString() {
      return rule.label();
    }
  }

  static Stream<Sign> signs() {
    return Stream.of(
        new Sign(
            Rule.SINGLE_UNIT_SOFTMAX,
            binary(LayerSpec.of(1, new Softmax())),
            ERROR,
            List.of(1),
            binary(LayerSpec.of(1, Elementwise.SIGMOID))),
        new Sign(
            Rule.BATCH_OF_ONE,
            squared(FIVE, HIDDEN.withNormalization(BatchNorm.DEFAULT), OUTPUT),
            WARNING,
            List.of(1),
            squared(NUMBERS, HIDDEN.withNormalization(BatchNorm.DEFAULT), OUTPUT)),
        new Sign(
            Rule.CONSTANT_TARGETS,
            squared(numbers(1, 2, 2), OUTPUT),
            WARNING,
            List.of(),
            squared(numbers(1, 2, 3), OUTPUT)),
        new Sign(
            Rule.COST_MISMATCH,
            RunSketch.of(SHARES, Cost.BINARY_CROSS_ENTROPY, OUTPUT),
            ERROR,
            List.of(1),
            squared(SHARES, OUTPUT)),
        new Sign(
            Rule.OUTPUT_ACTIVATION_MISMATCH,
            squared(UP_TO_FIVE, LayerSpec.of(1, Elementwise.SIGMOID)),
            ERROR,
            List.of(1),
            squared(UP_TO_FIVE, OUTPUT)),
        new Sign(
            Rule.SYMMETRIC_INITIALIZATION,
            squared(NUMBERS, started(HIDDEN, new Constant(0.5)), started(OUTPUT, Constant.ONES)),
            ERROR,
            List.of(1),
            squared(NUMBERS, HIDDEN, OUTPUT)),
        new Sign(
            Rule.INPUTS_NOT_SCALED,
            squared(numbers(1e6, 1, -1, -1, 1), HIDDEN, OUTPUT).losing(AT_REST),
            WARNING,
            List.of(1),
            squared(NUMBERS, HIDDEN, OUTPUT).losing(AT_REST)),
        new Sign(
            Rule.TARGETS_OUT_OF_RANGE,
            squared(UP_TO_FIVE, LayerSpec.of(1, Elementwise.SIGMOID)),
            ERROR,
            List.of(1),
            squared(UP_TO_FIVE, OUTPUT)),
        new Sign(
            Rule.NO_NONLINEARITY,
            squared(NUMBERS, LayerSpec.of(8, Elementwise.LINEAR), OUTPUT).losing(AT_REST),
            WARNING,
            List.of(1),
            squared(NUMBERS, HIDDEN, OUTPUT).losing(AT_REST)),
        new Sign(
            Rule.CLASS_IMBALANCE,
            binary(9, 1).with(alwaysRightIn(0.9)),
            WARNING,
            List.of(),
            binary(5, 5).with(alwaysRightIn(0.5))),
        new Sign(
            Rule.EXPLODING_GRADIENT,
            squared(NUMBERS, deep(6, Elementwise.RELU, new Initializer.Normal(0, 5)))
                .losing(1, Double.NaN),
            ERROR,
            List.of(1, 2, 3, 4, 5, 6),
            squared(NUMBERS, deep(6, Elementwise.RELU, Initializer.VarianceScaling.HE_NORMAL))
                .losing(1, Double.NaN)),
        new Sign(
            Rule.VANISHING_GRADIENT,
            squared(NUMBERS, deep(6, Elementwise.SIGMOID, glorot())).losing(AT_REST),
            ERROR,
            List.of(1, 2, 3, 4, 5, 6),
            squared(NUMBERS, deep(6, Elementwise.TANH, glorot())).losing(AT_REST)),
        new Sign(
            Rule.DEAD_UNITS,
            squared(NUMBERS, biased(LayerSpec.of(8, Elementwise.RELU), -100), OUTPUT)
                .losing(AT_REST),
            ERROR,
            List.of(1),
            squared(NUMBERS, LayerSpec.of(8, Elementwise.RELU), OUTPUT).losing(AT_REST)),
        new Sign(
            Rule.SATURATED_UNITS,
            squared(NUMBERS, started(HIDDEN, new Initializer.Normal(0, 1e4)), OUTPUT)
                .losing(AT_REST),
            WARNING,
            List.of(1),
            squared(NUMBERS, HIDDEN, OUTPUT).losing(AT_REST)),
        new Sign(
            Rule.DIVERGENCE,
            squared(NUMBERS, OUTPUT).losing(1, 2, 10),
            ERROR,
            List.of(),
            squared(NUMBERS, OUTPUT).losing(1, 0.5, 0.2)),
        new Sign(
            Rule.OSCILLATING_LOSS,
            squared(NUMBERS, OUTPUT).losing(1, 0.5, 1, 0.5, 1, 0.5, 1),
            WARNING,
            List.of(),
            squared(NUMBERS, OUTPUT).losing(1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)),
        new Sign(
            Rule.TOO_FEW_EPOCHS,
            squared(NUMBERS, OUTPUT).losing(1, 0.8, 0.6, 0.4, 0.3),
            WARNING,
            List.of(),
            squared(NUMBERS, OUTPUT).losing(1, 0.3, 0.1, 0.1, 0.1)),
        new Sign(
            Rule.OVERFITTING,
            squared(NUMBERS, OUTPUT).losing(new double[] {1, 0.5, 0.1}, new double[] {1, 0.6, 1.2}),
            WARNING,
            List.of(),
            squared(NUMBERS, OUTPUT)
                .losing(new double[] {1, 0.5, 0.1}, new double[] {1, 0.6, 0.15})));
  }

  @ParameterizedTest
  @MethodSource("signs")
  void speaksOfTheFaultAndOfNothingElse(Sign sign) {
    assertThat(sign.rule().examine(sign.sick().evidence()))
        .isInstanceOfSatisfying(
            Symptom.class,
            found -> {
              assertThat(found.severity()).isEqualTo(sign.severity());
              assertThat(found.layers()).isEqualTo(sign.layers());
            });
    assertThat(sign.rule().examine(sign.well().evidence()))
        .isInstanceOfAny(Outcome.Clean.class, Outcome.NotChecked.class);
  }

  /** Runs beyond the threshold of a rule that has nothing to say of them. */
  static Stream<Arguments> harmless() {
    return Stream.of(
        Arguments.of(Rule.CLASS_IMBALANCE, binary(9, 1)),
        Arguments.of(Rule.CLASS_IMBALANCE, binary(9, 0).with(alwaysRightIn(1))),
        Arguments.of(
            Rule.OSCILLATING_LOSS, squared(NUMBERS, OUTPUT).losing(9, 8, 7, 6, 5, 4, 3, 2)),
        Arguments.of(
            Rule.EXPLODING_GRADIENT,
            squared(NUMBERS, deep(6, Elementwise.RELU, new Initializer.Normal(0, 5)))
                .losing(1, 0.01)),
        Arguments.of(
            Rule.SATURATED_UNITS,
            squared(NUMBERS, HIDDEN, started(HIDDEN, new Initializer.Normal(0, 20)), OUTPUT)
                .losing(1, 0.01)),
        Arguments.of(
            Rule.COST_MISMATCH,
            RunSketch.of(labels(2, 2), Cost.MEAN_SQUARED_ERROR, OUTPUT).with(rightInTheEnd())),
        Arguments.of(Rule.TARGETS_OUT_OF_RANGE, squared(numbers(1, 100, -100, 50), OUTPUT)));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void saysWhyItIsSilentBeyondItsThreshold(Rule rule, RunSketch run) {
    assertThat(rule.examine(run.evidence()))
        .isInstanceOfSatisfying(
            Outcome.Clean.class,
            clean -> {
              assertThat(clean.measured()).isGreaterThanOrEqualTo(clean.threshold());
              assertThat(clean.reason()).isNotBlank();
            });
  }

  @Test
  void inputsThatAreAllTheSameAreTheCauseOfDeadUnits() {
    RunSketch blank =
        squared(
                numbers(0, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1),
                LayerSpec.of(8, Elementwise.RELU),
                OUTPUT)
            .losing(AT_REST);
    Diagnosis diagnosis = Diagnosis.of(blank.evidence());
    assertThat(diagnosis.findings())
        .filteredOn(Finding::isAccusation)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.rule()).isEqualTo(Rule.INPUTS_NOT_SCALED);
              assertThat(found.severity()).isEqualTo(ERROR);
              assertThat(found.symptom().remedies()).isEmpty();
            });
  }

  @Test
  void aLossThatIsNotFiniteHasAStep() {
    assertThat(firstStep(squared(NUMBERS, OUTPUT).losing(1, 2, Double.NaN, Double.NaN)))
        .isEqualTo(2);
  }

  @Test
  void aLossThatGrowsHasTheStepFromWhichItStaysLarge() {
    assertThat(firstStep(squared(NUMBERS, OUTPUT).losing(1, 2, 10))).isEqualTo(2);
    assertThat(firstStep(squared(NUMBERS, OUTPUT).losing(1, 20, 2, 10, 30, 50, 80))).isEqualTo(3);
  }

  private static @Nullable Long firstStep(RunSketch run) {
    return firstStep(Rule.DIVERGENCE, run.evidence());
  }

  private static @Nullable Long firstStep(Rule rule, Evidence evidence) {
    return ((Symptom) rule.examine(evidence)).firstStep();
  }

  @Test
  void aLossThatOscillatesHasTheStepOfItsFirstRise() {
    RunSketch run = squared(NUMBERS, OUTPUT).losing(1, 0.9, 0.8, 0.81, 0.5, 1, 0.5, 1, 0.5, 1);
    assertThat(firstStep(Rule.OSCILLATING_LOSS, run.evidence())).isEqualTo(5);
  }

  @Test
  void samplesLearntByHeartHaveTheStepFromWhichTheLossesAreApart() {
    RunSketch run =
        squared(NUMBERS, OUTPUT)
            .losing(new double[] {1, 0.5, 0.2, 0.1}, new double[] {1, 0.6, 0.8, 1.2});
    assertThat(firstStep(Rule.OVERFITTING, run.evidence())).isEqualTo(2);
  }

  /** A step that is far too long kills the units; weights that are far too large never learn. */
  @Test
  void unitsHaveTheStepFromWhichTheyAreDeadOrSaturated() {
    LayerSpec relu = LayerSpec.of(8, Elementwise.RELU);
    assertThat(firstStep(Rule.DEAD_UNITS, trained(0.1, biased(relu, -100)))).isEqualTo(1);
    assertThat(firstStep(Rule.DEAD_UNITS, trained(1, relu))).isGreaterThan(1);
    Initializer large = new Initializer.Normal(0, 1e4);
    assertThat(firstStep(Rule.SATURATED_UNITS, trained(1e-9, started(HIDDEN, large)))).isEqualTo(1);
    assertThat(firstStep(Rule.SATURATED_UNITS, trained(1, HIDDEN))).isGreaterThan(1);
  }

  private static Evidence trained(double rate, LayerSpec hidden) {
    TrainingSpec spec =
        squared(NUMBERS, hidden, OUTPUT)
            .evidence()
            .spec()
            .withOptimizer(new Optimizer.Sgd(rate, 0, false))
            .withEpochs(20);
    Case run = new Case("units", spec, Split.of(NUMBERS), null);
    return Evidence.of(spec, run.data(), run.run(), Effort.withoutTrials());
  }

  @ParameterizedTest
  @MethodSource("signs")
  void isNoMoreThanInformationWhereAnotherFindingExplainsIt(Sign sign) {
    Symptom symptom = (Symptom) sign.rule().examine(sign.sick().evidence());
    assertThat(new Finding(sign.rule(), Rule.SINGLE_UNIT_SOFTMAX, symptom).severity())
        .isEqualTo(INFO);
    assertThat(new Finding(sign.rule(), null, symptom).severity()).isEqualTo(sign.severity());
  }

  /** A regression with one feature: −1.5, −0.5, 0.5, … times a scale. */
  private static Dataset numbers(double scale, double... targets) {
    double[][] inputs = new double[targets.length][];
    Arrays.setAll(inputs, j -> new double[] {scale * (j - 1.5)});
    return Dataset.ofTargets(
        inputs, Arrays.stream(targets).mapToObj(y -> new double[] {y}).toArray(double[][]::new));
  }

  private static RunSketch squared(Dataset data, LayerSpec... layers) {
    return RunSketch.of(data, Cost.MEAN_SQUARED_ERROR, layers);
  }

  private static RunSketch binary(LayerSpec output) {
    return RunSketch.of(labels(2, 2), Cost.BINARY_CROSS_ENTROPY, output);
  }

  private static RunSketch binary(int zeros, int ones) {
    return RunSketch.of(
        labels(zeros, ones), Cost.BINARY_CROSS_ENTROPY, LayerSpec.of(1, Elementwise.SIGMOID));
  }

  private static Dataset labels(int zeros, int ones) {
    int[] labels = new int[zeros + ones];
    Arrays.fill(labels, zeros, labels.length, 1);
    double[][] inputs = new double[labels.length][];
    Arrays.setAll(inputs, j -> new double[] {j % 3});
    return Dataset.ofLabels(inputs, labels, 2).forOutputs(1);
  }

  /** Two epochs with the loss of a constant answer, at most ln 2. */
  private static List<EpochEnd> alwaysRightIn(double share) {
    return List.of(
        new EpochEnd(0, 0, 0.7, share, Double.NaN, Double.NaN),
        new EpochEnd(1, 1, 0.7, share, Double.NaN, Double.NaN));
  }

  /** Two epochs, after the second of which every answer is right. */
  private static List<EpochEnd> rightInTheEnd() {
    return List.of(
        new EpochEnd(0, 0, 0.7, 0.5, Double.NaN, Double.NaN),
        new EpochEnd(1, 1, 0.01, 1, Double.NaN, Double.NaN));
  }

  private static LayerSpec[] deep(int hidden, Activation activation, Initializer weights) {
    LayerSpec layer = started(LayerSpec.of(16, activation), weights);
    return Stream.concat(Collections.nCopies(hidden, layer).stream(), Stream.of(OUTPUT))
        .toArray(LayerSpec[]::new);
  }

  private static Initializer glorot() {
    return Initializer.VarianceScaling.GLOROT_UNIFORM;
  }

  private static LayerSpec started(LayerSpec layer, Initializer weights) {
    return new LayerSpec(
        layer.units(), layer.activation(), weights, layer.biasInitializer(), layer.useBias());
  }

  private static LayerSpec biased(LayerSpec layer, double bias) {
    return new LayerSpec(
        layer.units(), layer.activation(), layer.weightInitializer(), new Constant(bias), true);
  }
}
