package dev.gradtrace.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a job was asked for is read as it was written, to the last bit. */
class JobSpecJsonTest {

  private static final double ODD = 0.1 + 0.2;
  private static final DataSpec IRIS = DataSpec.of(new DataOrigin.Stored("iris"));

  private final JobSpecFormat format = StoredSpecs.json();

  static Stream<Activation> activations() {
    return Stream.concat(
        Arrays.stream(Elementwise.values()),
        Stream.of(new LeakyRelu(ODD), new LeakyRelu(-0.0), new Elu(ODD), new Softmax()));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void keepsActivations(Activation activation) {
    LayerSpec layer =
        new LayerSpec(
            3, activation, new Initializer.Orthogonal(ODD), Initializer.Constant.ZEROS, false);
    keeps(spec(new NetworkSpec(4, List.of(layer, layer))));
  }

  /** Every kind of normalisation at every place, blocks with both positions, and dropout. */
  @Test
  void keepsNormalizationsBlocksAndDropout() {
    BatchNorm batch = new BatchNorm(ODD, 0, false, true, MovingVariance.SAMPLE);
    LayerSpec layer =
        LayerSpec.of(4, Elementwise.TANH)
            .withNormalization(new LayerNormalization(batch, Position.AFTER_ACTIVATION))
            .withDropout(ODD);
    NetworkSpec network =
        new NetworkSpec(
            4,
            List.of(
                layer,
                layer.withNormalization(new LayerNorm(ODD, true, false)),
                layer.withNormalization(new RmsNorm(0, false)),
                layer,
                LayerSpec.of(3, Elementwise.SIGMOID)),
            List.of(
                new ResidualBlock(1, 1, -ODD, batch, ResidualBlock.Position.AFTER),
                new ResidualBlock(2, 3, 0, null, ResidualBlock.Position.BEFORE),
                new ResidualBlock(4, 4, 1e9, RmsNorm.DEFAULT, ResidualBlock.Position.BEFORE)),
            new LayerNorm(1e-300, false, false),
            ODD);
    keeps(spec(network));
    Parameters start = Parameters.initial(network, 5);
    start.normalization(NormalizationPlace.BLOCK, 1).movingVariance().fill(ODD);
    JobSpec plain = spec(network);
    JobSpec given =
        new JobSpec(
            Caption.NONE, plain.training().withParameters(start), plain.trace(), plain.data());
    Parameters kept = Objects.requireNonNull(returned(given).training().parameters());
    assertThat(kept.matrices().map(Matrix::toArray).toArray(double[][]::new))
        .isDeepEqualTo(start.matrices().map(Matrix::toArray).toArray(double[][]::new));
  }

  static Stream<Initializer> initializers() {
    return Stream.concat(
        Arrays.stream(Initializer.VarianceScaling.values()),
        Stream.of(
            Initializer.Constant.ZEROS,
            Initializer.Constant.ONES,
            new Initializer.Constant(ODD),
            new Initializer.Constant(-0.0),
            new Initializer.Normal(ODD, Double.MIN_VALUE),
            new Initializer.Uniform(-ODD, Double.MAX_VALUE),
            new Initializer.Orthogonal(1)));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void keepsInitializers(Initializer initializer) {
    keeps(
        spec(
            new NetworkSpec(
                4,
                List.of(
                    new LayerSpec(3, Elementwise.TANH, initializer, initializer, true),
                    LayerSpec.of(3, Elementwise.SIGMOID)))));
  }

  static Stream<Optimizer> optimizers() {
    Optimizer.Adam adam = new Optimizer.Adam(ODD, 0.8, 0.99, 1e-9);
    return Stream.of(
        new Optimizer.Sgd(ODD, 0.9, true),
        new Optimizer.Sgd(0, 0, false),
        new Optimizer.RmsProp(ODD, 0.8, 1e-9),
        new Optimizer.Adagrad(ODD, 0.3, 1e-9),
        adam,
        new Optimizer.AdamW(adam, ODD));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void keepsOptimizers(Optimizer optimizer) {
    keeps(spec(optimizer, new LearningRateSchedule.Constant(), null, IRIS));
  }

  static Stream<LearningRateSchedule> schedules() {
    return Stream.of(
        new LearningRateSchedule.Constant(),
        new LearningRateSchedule.StepDecay(7, ODD),
        new LearningRateSchedule.Exponential(ODD),
        new LearningRateSchedule.Cosine(0.25));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void keepsSchedules(LearningRateSchedule schedule) {
    keeps(spec(new Optimizer.Sgd(1, 0, false), schedule, null, IRIS));
  }

  static Stream<DataSpec> data() {
    Stream<DataOrigin> generated =
        Generator.catalogue().stream()
            .map(GeneratorDescription::name)
            .map(name -> Generator.of(name, Map.of("seed", Long.MIN_VALUE, "samples", 12)))
            .map(DataOrigin.Generated::new);
    DataOrigin attached = DataOrigin.Attached.of("job", "dataset", 5000);
    DataOrigin validation = DataOrigin.Attached.of("job", "validation", 17);
    return Stream.concat(
        generated.map(DataSpec::of),
        Stream.of(
            IRIS,
            new DataSpec(attached, Scaling.STANDARD, ODD, null),
            new DataSpec(attached, Scaling.MIN_MAX, 0, validation),
            new DataSpec(new DataOrigin.Stored("a"), Scaling.NONE, 0, new DataOrigin.Stored("b"))));
  }

  @ParameterizedTest
  @MethodSource("data")
  void keepsWhereDataComeFrom(DataSpec data) {
    keeps(spec(new Optimizer.Sgd(1, 0, false), new LearningRateSchedule.Constant(), null, data));
  }

  static Stream<Dataset> rows() {
    double[][] inputs = {{ODD, -0.0}, {Double.MIN_VALUE, 1e300}, {1, 2}};
    return Stream.of(
        Dataset.ofTargets(inputs, new double[][] {{ODD}, {2}, {-0.0}}),
        Dataset.ofTargets(inputs, new double[][] {{0, 1}, {1, 0}, {0, 1}}),
        Dataset.ofLabels(inputs, new int[] {0, 1, 0}, 2),
        Dataset.ofLabels(inputs, new int[] {0, 1, 0}, 7));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void keepsRows(Dataset dataset) {
    DataOrigin source =
        returned(
                spec(
                    new Optimizer.Sgd(1, 0, false),
                    new LearningRateSchedule.Constant(),
                    null,
                    DataSpec.of(new DataOrigin.Inline(dataset))))
            .data()
            .dataset();
    Dataset kept = ((DataOrigin.Inline) source).dataset();
    assertThat(kept.rows(0, 9)).usingRecursiveComparison().isEqualTo(dataset.rows(0, 9));
    assertThat(kept.targets().toMatrix(0, 3).toArray())
        .isEqualTo(dataset.targets().toMatrix(0, 3).toArray());
    assertThat(kept.task()).isEqualTo(dataset.task());
  }

  @Test
  void keepsEveryNumberOfTheRun() {
    for (Cost cost : Cost.values()) {
      for (EarlyStopping.StoppingMetric metric : EarlyStopping.StoppingMetric.values()) {
        TrainingSpec training =
            new TrainingSpec(
                network(),
                new Objective(cost, ODD),
                new UpdateRule(
                    new Optimizer.Sgd(ODD, 0, false), new LearningRateSchedule.Constant(), 1 / 3.0),
                new Passes(17, Integer.MAX_VALUE, false, new EarlyStopping(metric, 0, ODD)),
                Start.seeded(Long.MIN_VALUE));
        keeps(new JobSpec(Caption.of("a \u0000 name"), training, TracePolicy.every(3), IRIS));
        keeps(new JobSpec(Caption.NONE, training, new TracePolicy(3, 7), IRIS));
      }
    }
  }

  @Test
  void keepsInitialParametersThatAreShown() {
    Parameters start = Parameters.initial(network(), 5);
    JobSpec spec =
        spec(new Optimizer.Sgd(1, 0, false), new LearningRateSchedule.Constant(), start, IRIS);
    Parameters kept = returned(spec).training().parameters();
    for (int l = 1; l <= start.depth(); l++) {
      assertThat(kept.weights(l).toArray()).isEqualTo(start.weights(l).toArray());
      assertThat(kept.biases(l).toArray()).isEqualTo(start.biases(l).toArray());
    }
  }

  /** Written by the first release; if this fails, jobs that wait in some database are lost. */
  @Test
  void readsWhatTheFirstReleaseWrote() {
    String text =
        """
        {"name":"x","network":{"inputs":2,"layers":[{"units":3,"activation":"tanh",\
        "weightInitializer":{"name":"glorot_uniform"},"biasInitializer":{"name":"zeros"},\
        "useBias":true}],"parameterCount":9},"cost":"quadratic","dataset":{"samples":5000},\
        "scaling":"none","validationFraction":0.0,"optimizer":{"name":"sgd","learningRate":0.5,\
        "momentum":0.0,"nesterov":false},"l2":0.0,"learningRateSchedule":{"name":"constant"},\
        "batchSize":32,"epochs":1,"shuffle":true,"seed":0,"trace":{"everySteps":1,"maxPoints":500}}
        """;
    JobSpec spec = format.read(text, "job");
    assertThat(spec.data().dataset()).isEqualTo(DataOrigin.Attached.of("job", "dataset", 5000));
    String now =
        text.strip()
            .replace("{\"name\":\"constant\"}", "{\"name\":\"constant\",\"warmupSteps\":0}")
            .replace("\"batchSize\":32,", "\"batchSize\":32,\"dropLastBatch\":false,")
            .replace("\"scaling\":\"none\",", "\"scaling\":\"none\",\"targetScaling\":\"none\",")
            .replace("\"l2\":0.0,", "\"l2\":0.0,\"l1\":0.0,");
    assertThat(format.write(spec)).isEqualTo(now);
  }

  private void keeps(JobSpec spec) {
    assertThat(returned(spec)).isEqualTo(spec);
  }

  private JobSpec returned(JobSpec spec) {
    return format.read(format.write(spec), "job");
  }

  private static NetworkSpec network() {
    return new NetworkSpec(
        4, List.of(LayerSpec.of(3, Elementwise.RELU), LayerSpec.of(3, new Softmax())));
  }

  private static JobSpec spec(NetworkSpec network) {
    TrainingSpec training =
        training(
            network, new Optimizer.Sgd(1, 0, false), new LearningRateSchedule.Constant(), null);
    return new JobSpec(Caption.NONE, training, TracePolicy.thinned(), IRIS);
  }

  private static JobSpec spec(
      Optimizer optimizer, LearningRateSchedule schedule, Parameters start, DataSpec data) {
    TrainingSpec training = training(network(), optimizer, schedule, start);
    return new JobSpec(Caption.of("name"), training, TracePolicy.thinned(), data);
  }

  private static TrainingSpec training(
      NetworkSpec network, Optimizer optimizer, LearningRateSchedule schedule, Parameters start) {
    return new TrainingSpec(
        network,
        new Objective(Cost.QUADRATIC, 0),
        new UpdateRule(optimizer, schedule, null),
        Passes.shuffled(32, 2),
        new Start(0, start));
  }
}
