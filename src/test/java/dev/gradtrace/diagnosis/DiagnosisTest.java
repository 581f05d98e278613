package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import dev.gradtrace.validation.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

  /** A seed that was used neither for choosing thresholds nor for the report. */
  private static final long SEED = 77;

  /** A network that is too small is often better at another rate; the report has the figures. */
  @ParameterizedTest
  @EnumSource(value = Rule.class, mode = EnumSource.Mode.EXCLUDE, names = "UNDERPOWERED")
  void findsEveryFault(Rule fault) {
    Case job = Faulty.of(fault, SEED);
    Diagnosis diagnosis = job.diagnose();
    assertThat(diagnosis.isHealthy()).as(job.name()).isFalse();
    assertThat(Case.silentWithoutReason(diagnosis)).as(job.name()).isEmpty();
    assertThat(Case.accusations(diagnosis))
        .as(job.name())
        .anySatisfy(rule -> assertThat(job.isRight(rule)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(longs = {77, 78, 79, 80, 81, 82, 83, 84, 85, 86})
  void isSilentOnTheHealthy(long seed) {
    Case job = Healthy.of(seed);
    Diagnosis diagnosis = job.diagnose();
    assertThat(Case.accusations(diagnosis)).as(job.name()).isEmpty();
    assertThat(Case.silentWithoutReason(diagnosis)).as(job.name()).isEmpty();
  }

  @Test
  void reportsEveryRuleOnce() {
    Diagnosis diagnosis = Healthy.of(SEED).diagnose();
    List<Rule> said = new ArrayList<>();
    diagnosis.findings().forEach(finding -> said.add(finding.rule()));
    said.addAll(diagnosis.clean().keySet());
    said.addAll(diagnosis.notChecked().keySet());
    said.addAll(diagnosis.notApplicable().keySet());
    assertThat(said).containsExactlyInAnyOrder(Rule.values());
  }

  /** The clock advances an hour whenever it is read, as on a loaded machine. */
  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {"LEARNING_RATE_TOO_LOW", "VANISHING_GRADIENT", "LOCAL_MINIMUM"})
  void saysTheSameByASlowClock(Rule fault) {
    Case job = Faulty.of(fault, SEED);
    Diagnosis usual = job.diagnose();
    AtomicLong hours = new AtomicLong();
    try (Deadline deadline =
        Deadline.begin(
            Duration.ofDays(100_000), () -> Duration.ofHours(hours.incrementAndGet()).toNanos())) {
      Diagnosis slow = job.diagnose();
      assertThat(deadline).isNotNull();
      assertThat(slow.verdict()).isEqualTo(usual.verdict());
      assertThat(slow.findings())
          .extracting(Finding::rule, Finding::severity, said -> said.symptom().explanation())
          .containsExactlyElementsOf(
              usual.findings().stream()
                  .map(said -> tuple(said.rule(), said.severity(), said.symptom().explanation()))
                  .toList());
      assertThat(slow.notChecked()).isEqualTo(usual.notChecked());
    }
    assertThat(hours).hasValueGreaterThan(100);
  }

  @Test
  void theSaturatedNeuronOfTheBookLearnsSlowlyUnderTheQuadraticCost() {
    Diagnosis diagnosis = diagnose(neuron(2, 2));
    Finding slow = finding(diagnosis, Rule.LEARNING_SLOWDOWN);
    assertThat(Case.accusations(diagnosis)).containsExactly(Rule.LEARNING_SLOWDOWN);
    assertThat(slow.symptom().remedies().get(0).patch())
        .containsExactly(new Remedy.Operation("add", "/cost", Cost.BINARY_CROSS_ENTROPY));
  }

  @Test
  void theNeuronThatStartsNearLearnsWell() {
    assertThat(diagnose(neuron(0.6, 0.9)).isHealthy()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cost.class,
      names = {"QUADRATIC", "BINARY_CROSS_ENTROPY"})
  void aHundredSigmoidLayersLoseTheGradientUnderEitherCost(Cost cost) {
    LayerSpec layer = sigmoid(30);
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(100, layer));
    layers.add(sigmoid(10));
    Dataset digits =
        Generator.of("blobs", Map.of("samples", 100, "classes", 10, "features", 20)).generate();
    TrainingSpec spec =
        spec(new NetworkSpec(20, layers), cost, new Optimizer.Sgd(0.5, 0, false), 3, null);
    Finding vanishing =
        finding(
            diagnose(new Case("100 layers", spec, Split.of(digits), null)),
            Rule.VANISHING_GRADIENT);
    double lost = vanishing.symptom().measured();
    double slopes = (double) vanishing.symptom().evidence().get("decadesLostToSlopes");
    double weights = (double) vanishing.symptom().evidence().get("decadesLostToWeights");
    assertThat(vanishing.severity()).isEqualTo(Severity.ERROR);
    assertThat(lost).isGreaterThan(30);
    assertThat(slopes + weights).isCloseTo(lost, within(1e-6 * lost));
    assertThat(vanishing.symptom().evidence()).containsEntry("otherCostCures", false);
  }

  @Test
  void decadesThatNormalisationsAndSkipsTakeAreToldApart() {
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(30, layerNormed(sigmoid(20))));
    layers.add(sigmoid(20).withDropout(0.2));
    layers.add(sigmoid(10));
    NetworkSpec network =
        new NetworkSpec(20, layers, List.of(ResidualBlock.plain(3, 4, 0.5)), null, 0);
    Dataset blobs =
        Generator.of("blobs", Map.of("samples", 100, "classes", 10, "features", 20)).generate();
    TrainingSpec spec =
        spec(network, Cost.BINARY_CROSS_ENTROPY, new Optimizer.Sgd(0.5, 0, false), 3, null);
    Finding vanishing =
        finding(
            diagnose(new Case("layer norm", spec, Split.of(blobs), null)), Rule.VANISHING_GRADIENT);
    double lost = vanishing.symptom().measured();
    double parts =
        Stream.of(
                "decadesLostToSlopes",
                "decadesLostToWeights",
                "decadesLostToNormalizations",
                "decadesLostBetweenLayers")
            .mapToDouble(part -> (double) vanishing.symptom().evidence().get(part))
            .sum();
    assertThat(parts).isCloseTo(lost, within(1e-6 * lost));
    assertThat((double) vanishing.symptom().evidence().get("decadesLostToNormalizations"))
        .isGreaterThan(1);
    assertThat(vanishing.symptom().explanation()).contains("in normalisations before σ");
  }

  private static LayerSpec layerNormed(LayerSpec layer) {
    return layer.withNormalization(Normalization.LayerNorm.DEFAULT);
  }

  @Test
  void softmaxOnOneUnitExplainsWhateverElseIsSeen() {
    Dataset moons = Generator.of("moons", Map.of("samples", 100, "noise", 0.1)).generate();
    NetworkSpec network = Variations.network(2, new int[] {8, 8}, 1, new Softmax());
    TrainingSpec spec = spec(network, Cost.BINARY_CROSS_ENTROPY, Healthy.adam(0.01), 10, null);
    Diagnosis diagnosis = diagnose(new Case("softmax", spec, Split.of(moons.forOutputs(1)), null));
    assertThat(Case.accusations(diagnosis)).containsExactly(Rule.SINGLE_UNIT_SOFTMAX);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.rule() != Rule.SINGLE_UNIT_SOFTMAX)
        .allMatch(finding -> finding.causedBy() == Rule.SINGLE_UNIT_SOFTMAX);
  }

  /** Ten epochs lead to a plateau, fifty do not lead off it, with as many units or more. */
  @ParameterizedTest
  @ValueSource(longs = {2, 4})
  void saysHowMuchLongerARunOnAPlateauMustBe(long seed) {
    Dataset spirals =
        Generator.of("spirals", Map.of("samples", 120, "turns", 0.6, "seed", seed)).generate();
    LayerSpec tanh = Variations.wellStarted(LayerSpec.of(16, Elementwise.TANH));
    NetworkSpec network =
        new NetworkSpec(2, List.of(tanh, tanh, LayerSpec.of(1, Elementwise.SIGMOID)));
    Optimizer optimizer = new Optimizer.Sgd(0.1, 0, false);
    TrainingSpec spec =
        spec(network, Cost.BINARY_CROSS_ENTROPY, optimizer, 10, null)
            .withPasses(Passes.shuffled(32, 10));
    Diagnosis diagnosis =
        diagnose(new Case("spirals", spec, Split.of(spirals.forOutputs(1)), null));
    assertThat(Case.accusations(diagnosis)).containsExactly(Rule.TOO_FEW_EPOCHS);
    assertThat(finding(diagnosis, Rule.TOO_FEW_EPOCHS).symptom().remedies())
        .singleElement()
        .extracting(Remedy::title)
        .isIn("170 epochs", "650 epochs");
  }

  private static Case neuron(double weight, double bias) {
    Parameters start =
        Parameters.of(
            List.of(Parameters.Layer.ofRows(new double[][] {{weight}}, new double[] {bias})));
    NetworkSpec network = new NetworkSpec(1, List.of(LayerSpec.of(1, Elementwise.SIGMOID)));
    Dataset one = Dataset.ofTargets(new double[][] {{1}}, new double[][] {{0}});
    TrainingSpec spec =
        spec(network, Cost.QUADRATIC, new Optimizer.Sgd(0.15, 0, false), 300, start);
    return new Case("neuron", spec, Split.of(one), null);
  }

  private static LayerSpec sigmoid(int units) {
    return new LayerSpec(
        units,
        Elementwise.SIGMOID,
        Initializer.VarianceScaling.LECUN_NORMAL,
        new Initializer.Normal(0, 1),
        true);
  }

  private static TrainingSpec spec(
      NetworkSpec network, Cost cost, Optimizer optimizer, int epochs, @Nullable Parameters start) {
    return new TrainingSpec(
        network,
        new Objective(cost, 0),
        UpdateRule.of(optimizer),
        Passes.shuffled(10, epochs),
        new Start(7, start));
  }

  private static Diagnosis diagnose(Case job) {
    return job.diagnose();
  }

  private static Finding finding(Diagnosis diagnosis, Rule rule) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.rule() == rule)
        .findFirst()
        .orElseThrow(() -> new AssertionError(rule + " was not found: " + diagnosis));
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void remediesOfOverfittingAreTriedOnTheValidationSamples(long seed) {
    Case job = Faulty.of(Rule.OVERFITTING, seed);
    Symptom found = finding(job.diagnose(), Rule.OVERFITTING).symptom();
    assertThat(found.tried()).as(job.name()).hasSize(3).allMatch(Symptom.Tried::isMade);
    assertThat(found.remedies())
        .as(job.name())
        .containsExactlyElementsOf(
            found.tried().stream()
                .filter(one -> one.trial().there() > one.trial().here() + 0.08)
                .sorted(Comparator.comparingDouble(one -> -one.fit()))
                .map(Symptom.Tried::remedy)
                .toList());
    assertThat(found.explanation()).contains("On the validation samples");
  }
}
