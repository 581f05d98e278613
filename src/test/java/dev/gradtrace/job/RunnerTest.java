package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.access.Caller;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.worker.Surroundings;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunnerTest {

  /** Long enough to be interrupted. */
  private static final int MANY_EPOCHS = 100_000;

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void succeedsWithTheFiguresOfTheLastEvaluation() {
    TrainingJob job = jobs.run(xor(Runs.xor()));
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.transitions())
        .extracting(StatusTransition::status)
        .containsExactly(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SUCCEEDED);
    assertThat(job.createdAt()).isBefore(job.startedAt());
    assertThat(job.startedAt()).isBefore(job.finishedAt());
    assertThat(job.error()).isNull();
    assertThat(job.progress().step()).isEqualTo(10);
    assertThat(job.progress().fraction()).isEqualTo(1);
    assertThat(job.progress().remainingSeconds()).isZero();
    assertThat(job.progress().samplesPerSecond()).isPositive();

    LossCurve curve = service.lossCurve(job.id());
    assertThat(curve.epochs()).extracting(EpochEnd::epoch).containsExactlyElementsOf(zeroTo(10));
    assertThat(curve.batches()).hasSize(10);
    EpochEnd last = curve.epochs().get(10);
    assertThat(job.result()).isEqualTo(JobResult.of(StopReason.COMPLETED, last));
    assertThat(job.result().trainingAccuracy()).isBetween(0.0, 1.0);
    assertThat(job.result().validationLoss()).isNaN();
  }

  @Test
  void trainsAsTheRunWouldAlone() {
    TrainingSpec spec = Runs.xor().batchSize(3).epochs(50).spec();
    TrainingRun alone = TrainingRun.of(spec, Runs.xorData());
    while (alone.hasNext()) {
      alone.next();
    }
    TrainingJob job = jobs.run(xor(spec));
    assertThat(numbers(service.parameters(job.id())))
        .isEqualTo(numbers(alone.network().parameters()));
  }

  @Test
  void keepsTheFirstAndTheLastStepOfARun() {
    TrainingSpec spec = Runs.xor().batchSize(1).epochs(33).spec();
    TrainingJob job = jobs.run(xor(spec, new TracePolicy(1, 7)));
    long[] steps = service.trace(job.id()).steps();
    assertThat(steps).startsWith(1).endsWith(132).hasSizeLessThanOrEqualTo(7);
    assertThat(lastBatch(job).step()).isEqualTo(132);
  }

  @Test
  void cancelsARunningJobAndKeepsWhatItRecorded() {
    String id =
        jobs.submit(xor(Runs.xor().batchSize(1).epochs(MANY_EPOCHS).spec(), new TracePolicy(7, 5)));
    TrainingJob job = jobs.runNext(jobs.onceItHasTrained(() -> service.cancel(id)));
    assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(job.result().stopReason()).isEqualTo(StopReason.CANCELLED);
    assertThat(job.result().trainingLoss()).isPositive();
    assertThat(job.error()).isNull();
    assertThat(job.progress().step()).isLessThan(4L * MANY_EPOCHS);
    assertThat(service.trace(id).steps()).startsWith(1).endsWith(job.progress().step());
    assertThat(lastBatch(job).step()).isEqualTo(job.progress().step());
    assertThat(service.predict(id, new double[][] {{0, 1}}).outputs()[0][0]).isBetween(0.0, 1.0);
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> service.cancel(id));
  }

  @Test
  void endsARunThatTakesTooLongAndKeepsWhatItRecorded() {
    String id =
        jobs.submit(xor(Runs.xor().batchSize(1).epochs(MANY_EPOCHS).spec(), new TracePolicy(7, 5)));
    TrainingJob job =
        jobs.runNext(jobs.onceItHasTrained(() -> jobs.clock.advance(Duration.ofHours(1))));
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.TIME_LIMIT);
    assertThat(job.error().message()).contains("3600 s");
    assertThat(job.result().stopReason()).isEqualTo(StopReason.TIME_LIMIT);
    assertThat(service.trace(id).steps()).startsWith(1).endsWith(job.progress().step());
  }

  @Test
  void countsTheTimeOfEveryWorkerThatRanAJob() {
    String id = jobs.submit(xor(Runs.xor().epochs(MANY_EPOCHS)));
    for (Duration worked : List.of(Duration.ofMinutes(20), Duration.ofMinutes(39))) {
      Claim claim = jobs.store.claim(id, jobs.clock);
      int[] looks = {0};
      jobs.runner.run(
          claim,
          () -> {
            if (++looks[0] == 100) {
              jobs.clock.advance(worked);
            }
            return looks[0] > 1000;
          });
      assertThat(service.get(id).status()).isEqualTo(JobStatus.QUEUED);
      jobs.clock.advance(Duration.ofDays(1));
    }
    assertThat(
            jobs.runNext(jobs.onceItHasTrained(() -> jobs.clock.advance(Duration.ofMinutes(2))))
                .error())
        .extracting(JobError::code)
        .isEqualTo(JobError.Code.TIME_LIMIT);
  }

  @Test
  void handsRunningJobsBackWhenTheServiceEndsAndRunsThemOn() {
    JobSpec spec = xor(Runs.xor().epochs(300));
    String straight = jobs.submit(spec);
    jobs.runner.run(jobs.claimNext(), () -> false);
    String id = jobs.submit(spec);
    AtomicInteger looks = new AtomicInteger();
    boolean done = false;
    while (!done) {
      looks.set(0);
      Claim claim = jobs.store.claim(id, jobs.clock);
      done = jobs.runner.run(claim, () -> looks.incrementAndGet() > 40);
    }
    TrainingJob job = service.get(id);
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.transitions())
        .extracting(StatusTransition::message)
        .contains("handed back by a replica that was stopped");
    assertThat(job.result()).isEqualTo(service.get(straight).result());
    assertThat(service.lossCurve(id)).isEqualTo(service.lossCurve(straight));
    assertThat(epochs(id)).isEqualTo(epochs(straight));
    assertThat(service.parameters(id).weights(1).toArray())
        .isEqualTo(service.parameters(straight).weights(1).toArray());
  }

  @Test
  void pausesJobsForTheTurnsOfOthersAndRunsThemOnToTheSameBits() {
    JobSpec spec = xor(Runs.xor().epochs(12_000));
    String straight = jobs.submit(spec);
    jobs.runner.run(jobs.claimNext(), () -> false);
    String id = jobs.submit(spec);
    jobs.submitAs(Caller.at("192.0.2.1"));
    while (!jobs.runner.run(jobs.store.claim(id, jobs.clock), new Crowd())) {
      assertThat(service.get(id).status()).isEqualTo(JobStatus.QUEUED);
    }
    assertThat(service.get(id).transitions())
        .extracting(StatusTransition::message)
        .filteredOn(Handover.TURN.message()::equals)
        .hasSizeGreaterThan(1);
    assertThat(service.get(id).result()).isEqualTo(service.get(straight).result());
    assertThat(service.lossCurve(id)).isEqualTo(service.lossCurve(straight));
    assertThat(service.trace(id).steps()).isEqualTo(service.trace(straight).steps());
    for (int layer = 1; layer <= 2; layer++) {
      assertThat(service.parameters(id).weights(layer).toArray())
          .isEqualTo(service.parameters(straight).weights(layer).toArray());
    }
  }

  @Test
  void handsJobsBackWhereAnotherMustBeAlone() {
    String id = jobs.submit(xor(Runs.xor().epochs(MANY_EPOCHS)));
    Surroundings unwanted =
        new Crowd() {
          @Override
          public boolean isCompanyUnwanted() {
            return true;
          }
        };
    assertThat(jobs.runner.run(jobs.claimNext(), unwanted)).isFalse();
    assertThat(service.get(id).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(service.get(id).transitions().get(2).message())
        .isEqualTo(Handover.COMPANY.message());
  }

  /** Surroundings in which all workers are busy. */
  private static class Crowd implements Surroundings {
    @Override
    public boolean isShuttingDown() {
      return false;
    }

    @Override
    public boolean mayGiveWay(BooleanSupplier othersComeFirst) {
      return othersComeFirst.getAsBoolean();
    }
  }

  @Test
  void aDivergedJobKeepsItsTraceUpToThatStep() {
    TrainingSpec explosive =
        Runs.xor()
            .network(
                new NetworkSpec(
                    2,
                    List.of(
                        LayerSpec.of(3, Elementwise.LINEAR), LayerSpec.of(1, Elementwise.LINEAR))))
            .cost(Cost.QUADRATIC)
            .optimizer(new Optimizer.Sgd(1e3, 0, false))
            .batchSize(2)
            .epochs(1000)
            .spec();
    TrainingJob job = jobs.run(xor(explosive, new TracePolicy(1000, 5)));
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.DIVERGED);
    assertThat(job.result().stopReason()).isEqualTo(StopReason.DIVERGED);
    assertThat(job.result().trainingLoss()).isNaN();
    long step = job.progress().step();
    assertThat(step).isBetween(2L, 1999L);
    assertThat(job.error().message()).endsWith("step " + step);
    assertThat(service.trace(job.id()).steps()).containsExactly(1, step);
    assertThat(lastBatch(job).step()).isEqualTo(step);
    assertThat(Double.isFinite(lastBatch(job).loss())).isFalse();
    assertThat(service.parameters(job.id()).depth()).isEqualTo(2);
  }

  @Test
  void earlyStoppingIsASuccess() {
    EarlyStopping rule = new EarlyStopping(EarlyStopping.StoppingMetric.TRAINING_LOSS, 3, 1e9);
    TrainingJob job = jobs.run(xor(Runs.xor().earlyStopping(rule)));
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.result().stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
    assertThat(job.progress().epoch()).isLessThan(10);
    assertThat(service.trace(job.id()).steps()).endsWith(job.progress().step());
  }

  @Test
  void aRunWithoutMemoryFailsWithASentence() {
    int tooWide = 46_000;
    NetworkSpec huge =
        new NetworkSpec(
            2,
            List.of(
                LayerSpec.of(tooWide, Elementwise.TANH),
                LayerSpec.of(tooWide, Elementwise.TANH),
                LayerSpec.of(1, Elementwise.SIGMOID)));
    TrainingJob job = jobs.run(xor(Runs.xor().network(huge)));
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.OUT_OF_MEMORY);
    assertThat(job.error().message()).contains("memory").doesNotContain("Error");
    assertThat(job.result()).isNull();
    assertThat(service.trace(job.id()).size()).isZero();
  }

  @Test
  void aFaultOfTheServiceTellsNothingOfItsInside() {
    jobs.submit();
    TrainingJob job =
        jobs.runNext(
            () -> {
              throw new IllegalStateException("secret");
            });
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.INTERNAL);
    assertThat(job.error().message()).doesNotContain("secret", "Exception", "java");
  }

  @Test
  void showsCurveTraceAndParametersWhileTheJobRuns() {
    String id = jobs.submit(xor(Runs.xor().epochs(MANY_EPOCHS)));
    List<Integer> sizes = new ArrayList<>();
    jobs.runNext(
        jobs.onceItHasTrained(
            () -> {
              sizes.add(service.trace(id).size());
              sizes.add(service.lossCurve(id).epochs().size());
              sizes.add(service.predict(id, new double[][] {{1, 1}}).labels().length);
              assertThat(service.get(id).status()).isEqualTo(JobStatus.RUNNING);
              assertThat(service.get(id).progress().remainingSeconds()).isPositive();
              service.cancel(id);
            }));
    assertThat(sizes).hasSizeGreaterThanOrEqualTo(3).allMatch(size -> size >= 1);
  }

  @Test
  void aWorkerThatLostItsClaimWritesNothing() {
    String id = jobs.submit();
    Claim claim = jobs.claimNext();
    Claim stale = new Claim(claim.job(), claim.token() - 1, -1, null);
    jobs.runner.run(stale, () -> false);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.RUNNING);
    assertThatThrownBy(
            () ->
                jobs.store.finish(
                    stale, jobs.clock.instant(), new Ending(JobStatus.SUCCEEDED, null, null, null)))
        .isInstanceOf(ClaimLost.class);
    assertThat(service.events(id, 0)).hasSize(2);
  }

  private List<Integer> epochs(String id) {
    return service.events(id, 0).stream()
        .map(JobEvent::change)
        .filter(JobEvent.EpochEnded.class::isInstance)
        .map(change -> ((JobEvent.EpochEnded) change).evaluation().epoch())
        .toList();
  }

  private static List<Integer> zeroTo(int last) {
    return IntStream.rangeClosed(0, last).boxed().toList();
  }

  private LossCurve.BatchLoss lastBatch(TrainingJob job) {
    List<LossCurve.BatchLoss> batches = service.lossCurve(job.id()).batches();
    return batches.get(batches.size() - 1);
  }

  private static double[] numbers(Parameters parameters) {
    return parameters
        .matrices()
        .flatMapToDouble(matrix -> Arrays.stream(matrix.toArray()))
        .toArray();
  }
}
