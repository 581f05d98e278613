package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataOfJobsTest {

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void refusesDataThatDoNotFitWithAllThatIsWrong() {
    TrainingSpec spec =
        Runs.xor()
            .network(
                new NetworkSpec(
                    3, List.of(LayerSpec.of(2, Elementwise.TANH), LayerSpec.of(4, new Softmax()))))
            .earlyStopping(new EarlyStopping(EarlyStopping.StoppingMetric.VALIDATION_LOSS, 1, 0))
            .spec();
    assertThat(Jobs.faults(() -> service.submit(Caller.SERVICE, xor(spec))))
        .containsExactlyInAnyOrder("/network/inputs", "/dataset/targets", "/earlyStopping/metric");
    assertThat(service.list(JobFilter.of(null), 9).items()).isEmpty();
  }

  @Test
  void refusesTargetsThatAreNoDistributions() {
    TrainingSpec spec = Runs.xor().cost(Cost.CATEGORICAL_CROSS_ENTROPY).spec();
    assertThat(Jobs.faults(() -> service.check(xor(spec))))
        .containsExactly("/dataset/targets/0", "/dataset/targets/3");
  }

  @Test
  void refusesTargetsThatAreNoProbabilities() {
    DataSpec data =
        DataSpec.of(
            new DataOrigin.Inline(
                Dataset.ofTargets(new double[][] {{0, 1}, {2, 3}}, new double[][] {{0.5}, {1.5}})));
    JobSpec spec = new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(Jobs.faults(() -> service.check(spec))).containsExactly("/dataset/targets/1/0");
  }

  @Test
  void refusesValidationDataThatDoNotFit() {
    DataOrigin odd =
        new DataOrigin.Inline(Dataset.ofTargets(new double[][] {{0}}, new double[][] {{0}}));
    DataSpec data = new DataSpec(new DataOrigin.Inline(Jobs.XOR), Scaling.NONE, 0, odd);
    JobSpec spec = new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(Jobs.faults(() -> service.check(spec))).containsExactly("/validation/inputs");
  }

  @Test
  void refusesADatasetThatDoesNotExist() {
    DataSpec data = DataSpec.of(new DataOrigin.Stored("nowhere"));
    JobSpec spec = new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(Jobs.faults(() -> service.check(spec))).containsExactly("/dataset/id");
  }

  @Test
  void aDatasetThatIsGoneFailsTheJob() {
    String dataset = jobs.datasets.put(Caller.SERVICE, Jobs.XOR).id();
    DataSpec data = DataSpec.of(new DataOrigin.Stored(dataset));
    String id =
        jobs.submit(new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), data));
    jobs.database.jdbc().update("delete from dataset_uses");
    jobs.datasets.delete(dataset);
    TrainingJob job = jobs.runNext();
    assertThat(job.id()).isEqualTo(id);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.DATASET_UNUSABLE);
  }

  @Test
  void aDatasetIsNeededUntilItsJobIsFinished() {
    String dataset = jobs.datasets.put(Caller.SERVICE, Jobs.XOR).id();
    DataSpec asValidation =
        new DataSpec(
            new DataOrigin.Inline(Jobs.XOR), Scaling.NONE, 0, new DataOrigin.Stored(dataset));
    assertThat(jobs.needDataset(dataset)).isFalse();
    jobs.submit(new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), asValidation));
    assertThat(jobs.needDataset(dataset)).isTrue();
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.NEEDED);
    assertThat(jobs.needDataset("iris")).isFalse();
    TrainingJob job = jobs.runNext(() -> assertThat(jobs.needDataset(dataset)).isTrue());
    assertThat(jobs.needDataset(dataset)).isFalse();
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.DELETED);
    assertThat(job.result().validationLoss()).isEqualTo(job.result().trainingLoss());
  }

  @Test
  void trainsOnGeneratedData() {
    DataSpec data =
        new DataSpec(
            new DataOrigin.Generated(
                Generator.of("xor", Map.of("samples", 100, "noise", 0.1, "seed", 3))),
            Scaling.MIN_MAX,
            0.2,
            null);
    TrainingJob job =
        jobs.run(new JobSpec(Caption.NONE, Runs.xor().spec(), TracePolicy.thinned(), data));
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.progress().steps()).isEqualTo(10 * 80 / 4);
    assertThat(job.result().validationAccuracy()).isBetween(0.0, 1.0);
  }
}
