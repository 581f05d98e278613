package dev.gradtrace.web.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.Choice;
import dev.gradtrace.contract.InitializerRequest;
import dev.gradtrace.contract.LayerRequest;
import dev.gradtrace.contract.NormalizationRequest;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.contract.ScheduleRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import dev.gradtrace.dataset.generator.GeneratorParameter;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.web.catalogue.CatalogueView.Entry;
import dev.gradtrace.web.catalogue.CatalogueView.Parameter;
import dev.gradtrace.web.gradients.FlowView;
import dev.gradtrace.web.gradients.FlowView.BlockFlowView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class CatalogueTest {

  private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);

  private static final JsonMapper JSON = new JsonMapper();
  private static final CatalogueView CATALOGUE = read();

  @Test
  void listsEveryActivation() {
    lists(CATALOGUE.activations(), LayerRequest.ACTIVATIONS);
    assertThat(implementations(Activation.class)).allMatch(CatalogueTest::isReachable);
  }

  @Test
  void listsEveryCost() {
    assertThat(CATALOGUE.costs())
        .extracting(Entry::name)
        .containsExactly(Arrays.stream(Cost.values()).map(Cost::label).toArray(String[]::new));
  }

  @Test
  void listsEveryInitializer() {
    lists(CATALOGUE.initializers(), InitializerRequest.CHOICE);
  }

  @Test
  void listsEveryNormalization() {
    lists(CATALOGUE.normalizations(), NormalizationRequest.CHOICE);
    assertThat(CATALOGUE.normalizations())
        .hasSameSizeAs(Normalization.class.getPermittedSubclasses());
  }

  @Test
  void listsEveryOptimizer() {
    lists(CATALOGUE.optimizers(), OptimizerRequest.CHOICE);
    assertThat(CATALOGUE.optimizers()).hasSameSizeAs(Optimizer.class.getPermittedSubclasses());
  }

  @Test
  void listsEverySchedule() {
    lists(CATALOGUE.learningRateSchedules(), ScheduleRequest.CHOICE);
    assertThat(CATALOGUE.learningRateSchedules())
        .hasSameSizeAs(LearningRateSchedule.class.getPermittedSubclasses());
  }

  @Test
  void listsEveryMetric() {
    assertThat(CATALOGUE.metrics())
        .extracting(Entry::name)
        .containsExactly(Arrays.stream(Metric.values()).map(Metric::label).toArray(String[]::new));
  }

  @Test
  void listsAllThatIsSaidOfTheFlow() {
    assertThat(CATALOGUE.flow())
        .extracting(Entry::name)
        .containsAll(
            Stream.of(FlowView.class, BlockFlowView.class)
                .flatMap(view -> Arrays.stream(view.getRecordComponents()))
                .filter(component -> NUMBERS.contains(component.getType()))
                .map(RecordComponent::getName)
                .toList())
        .contains("noiseScale");
  }

  @Test
  void listsEveryGeneratorWithItsParameters() {
    List<GeneratorDescription> generators = Generator.catalogue();
    assertThat(CATALOGUE.generators())
        .extracting(Entry::name)
        .containsExactlyElementsOf(generators.stream().map(GeneratorDescription::name).toList());
    for (int i = 0; i < generators.size(); i++) {
      List<Parameter> listed = CATALOGUE.generators().get(i).parameters();
      List<GeneratorParameter> known = generators.get(i).parameters();
      assertThat(listed)
          .as(generators.get(i).name())
          .extracting(Parameter::name)
          .containsExactlyElementsOf(known.stream().map(GeneratorParameter::name).toList());
      for (int k = 0; k < known.size(); k++) {
        assertThat(((Number) listed.get(k).defaultValue()).doubleValue())
            .as(generators.get(i).name() + "." + known.get(k).name())
            .isEqualTo(known.get(k).standard());
      }
    }
  }

  @Test
  void listsEveryRuleWithItsQuestion() {
    assertThat(CATALOGUE.rules())
        .extracting(CatalogueView.RuleEntry::name)
        .containsExactly(Arrays.stream(Rule.values()).map(Rule::label).toArray(String[]::new));
    assertThat(CATALOGUE.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.question()).endsWith("?");
              assertThat(rule.meaning()).endsWith(".");
              assertThat(rule.inTheTrace()).endsWith(".");
              assertThat(rule.formula()).isNotBlank();
              assertThat(rule.source()).isNotBlank();
            });
  }

  static Stream<Entry> entries() {
    return Stream.of(
            CATALOGUE.activations(),
            CATALOGUE.costs(),
            CATALOGUE.initializers(),
            CATALOGUE.normalizations(),
            CATALOGUE.optimizers(),
            CATALOGUE.learningRateSchedules(),
            CATALOGUE.generators(),
            CATALOGUE.metrics(),
            CATALOGUE.flow())
        .flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void saysWhatAnEntryIsAndWhereItIsFrom(Entry entry) {
    assertThat(entry.formula()).isNotBlank();
    assertThat(entry.meaning()).endsWith(".");
    assertThat(entry.source()).isNotBlank();
  }

  @Test
  void namesTheDefaultsThatHoldWhereNothingIsGiven() throws IOException {
    holds(CATALOGUE.optimizers(), OptimizerRequest.class, OptimizerRequest::toSpec);
    holds(CATALOGUE.initializers(), InitializerRequest.class, InitializerRequest::toSpec);
    holds(CATALOGUE.normalizations(), NormalizationRequest.class, NormalizationRequest::toSpec);
    holds(CATALOGUE.learningRateSchedules(), ScheduleRequest.class, ScheduleRequest::toSpec);
  }

  /** Whether a request with the listed defaults means the same as one without them. */
  private static <R extends Record> void holds(
      List<Entry> entries, Class<R> request, Function<R, Object> toSpec) throws IOException {
    for (Entry entry : entries) {
      String name = "{\"name\": \"" + entry.name() + "\"";
      StringBuilder explicit = new StringBuilder(name);
      for (Parameter parameter : entry.parameters()) {
        explicit
            .append(", \"")
            .append(parameter.name())
            .append("\": ")
            .append(JSON.writeValueAsString(parameter.defaultValue()));
      }
      assertThat(spec(explicit + "}", request, toSpec))
          .isEqualTo(spec(name + "}", request, toSpec));
    }
  }

  private static <R extends Record> Object spec(
      String json, Class<R> request, Function<R, Object> toSpec) throws IOException {
    return BodyReader.read(request, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
        .to(toSpec);
  }

  private static void lists(List<Entry> entries, Choice<?, ?> choice) {
    assertThat(entries).extracting(Entry::name).containsExactlyElementsOf(choice.names());
    for (Entry entry : entries) {
      assertThat(entry.parameters())
          .as(entry.name())
          .extracting(Parameter::name)
          .containsExactlyElementsOf(choice.parameters(entry.name()));
    }
  }

  /** All constants of the enums, and all records, of a sealed family. */
  private static Stream<Class<?>> implementations(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses());
  }

  private static boolean isReachable(Class<?> kind) {
    return LayerRequest.ACTIVATIONS.names().stream()
        .anyMatch(
            name ->
                kind.isInstance(
                    LayerRequest.ACTIVATIONS.make(
                        "activation",
                        name,
                        new LayerRequest(
                            1, name, null, null, null, null, null, null, null, null, null, null,
                            null))));
  }

  private static CatalogueView read() {
    try (InputStream texts = CatalogueView.class.getResourceAsStream("catalogue.json")) {
      return JSON.readValue(texts, CatalogueView.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Initialisers are an interface of records and an enum; every constant of the enum is named. */
  @Test
  void namesEveryVarianceScaling() {
    assertThat(InitializerRequest.CHOICE.names())
        .containsAll(
            Arrays.stream(Initializer.VarianceScaling.values()).map(Initializer::label).toList());
  }
}
