package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void whatIsReturnedNeverChanges() {
    TrainingJob job = jobs.run(xor(Runs.xor()));
    Parameters mine = service.parameters(job.id());
    double[] before = numbers(mine);
    mine.weights(1).fill(17);
    assertThat(numbers(service.parameters(job.id()))).isEqualTo(before);
  }

  @Test
  void scalesTheInputsOfPredictionsAsThoseOfTraining() {
    TrainingSpec spec = Runs.xor().epochs(100).spec();
    TrainingJob job = jobs.run(xor(spec, Scaling.STANDARD));
    Split scaled = Split.of(Jobs.XOR).scaledBy(Scaling.STANDARD);
    Workspace pass = Workspace.withoutGradient(spec.network(), 4);
    pass.inputs().set(scaled.training().inputs().toMatrix(0, 4));
    ForwardPass.run(new Network(spec.network(), service.parameters(job.id())), pass);

    double[][] raw = Jobs.XOR.inputs().toMatrix(0, 4).toSamples();
    Predictions predictions = service.predict(job.id(), raw);
    assertThat(predictions.outputs()).isDeepEqualTo(pass.output().a().toSamples());
    for (int i = 0; i < 4; i++) {
      assertThat(predictions.labels()[i])
          .as("label of sample %d", i)
          .isEqualTo(predictions.outputs()[i][0] > 0.5 ? 1 : 0);
    }
  }

  @Test
  void predictsAnyNumberOfSamples() {
    TrainingJob job = jobs.run(xor(Runs.xor()));
    double[][] many = new double[1000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new double[] {i % 2, i / 2 % 2};
    }
    Predictions together = service.predict(job.id(), many);
    for (int i = 0; i < many.length; i++) {
      assertThat(together.outputs()[i])
          .as("output of sample %d", i)
          .isEqualTo(service.predict(job.id(), new double[][] {many[i]}).outputs()[0]);
    }
  }

  @Test
  void aRegressionHasNoLabels() {
    DataSpec data =
        DataSpec.of(
            new DataOrigin.Inline(
                Dataset.ofTargets(new double[][] {{0, 1}, {2, 3}}, new double[][] {{0.5}, {0.7}})));
    JobSpec spec = new JobSpec(Caption.of("r"), Runs.xor().spec(), TracePolicy.thinned(), data);
    TrainingJob job = jobs.run(spec);
    assertThat(service.predict(job.id(), new double[][] {{0, 1}}).labels()).isNull();
    assertThat(job.result().trainingAccuracy()).isNaN();
  }

  @Test
  void aRegressionOfScaledTargetsAnswersInTheirUnits() {
    double[][] inputs = {{-1, 0}, {0, 1}, {1, -1}, {2, 0.5}, {-2, 1}};
    double[][] targets = new double[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      double line = 3 * inputs[i][0] - inputs[i][1];
      targets[i] = new double[] {1e6 + 2e4 * line, -5 + 1e-3 * line, 7};
    }
    for (Scaling scaling : List.of(Scaling.STANDARD, Scaling.MIN_MAX)) {
      TrainingJob job = jobs.run(regression(inputs, targets, scaling));
      double[][] outputs = service.predict(job.id(), inputs).outputs();
      for (int i = 0; i < inputs.length; i++) {
        for (int k = 0; k < targets[i].length; k++) {
          assertThat(outputs[i][k])
              .as("%s, sample %d, output %d", scaling, i, k)
              .isCloseTo(targets[i][k], Percentage.withPercentage(1e-4));
        }
      }
      assertThat(job.result().trainingLoss()).isLessThan(1e-6);
    }
  }

  private static JobSpec regression(double[][] inputs, double[][] targets, Scaling scaling) {
    NetworkSpec line =
        new NetworkSpec(2, List.of(LayerSpec.of(targets[0].length, Elementwise.LINEAR)));
    TrainingSpec spec =
        Runs.xor().network(line).cost(Cost.QUADRATIC).batchSize(5).epochs(400).spec();
    return new JobSpec(
        Caption.of("line"),
        spec.withOptimizer(new Optimizer.Sgd(0.2, 0.5, false)),
        TracePolicy.thinned(),
        new DataSpec(
            new DataOrigin.Inline(Dataset.ofTargets(inputs, targets)),
            Scaling.STANDARD,
            scaling,
            0,
            null));
  }

  @Test
  void refusesToPredictBeforeTheJobBegan() {
    String id = jobs.submit();
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> service.predict(id, new double[][] {{0, 1}}))
        .withMessage("The job has not begun to train yet.");
  }

  @Test
  void refusesInputsOfAnotherWidth() {
    TrainingJob job = jobs.run(xor(Runs.xor()));
    double[][] inputs = {{0, 1}, {0, 1, 2}, {0}};
    assertThat(Jobs.faults(() -> service.predict(job.id(), inputs)))
        .containsExactly("/inputs/1", "/inputs/2");
    assertThat(Jobs.faults(() -> service.predict(job.id(), new double[0][])))
        .containsExactly("/inputs");
  }

  private static double[] numbers(Parameters parameters) {
    return parameters
        .matrices()
        .flatMapToDouble(matrix -> Arrays.stream(matrix.toArray()))
        .toArray();
  }
}
