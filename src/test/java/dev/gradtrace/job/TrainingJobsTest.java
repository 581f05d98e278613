package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Xor;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrainingJobsTest {

  /** Long enough to be interrupted. */
  private static final int MANY_EPOCHS = 100_000;

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void acceptsAJobThatWaits() {
    TrainingJob job = service.submit(xor(Runs.xor().batchSize(3)));
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.startedAt()).isNull();
    assertThat(job.finishedAt()).isNull();
    assertThat(job.progress()).isEqualTo(new Progress(0, 10, 0, 20, Double.NaN, Double.NaN));
    assertThat(service.get(job.id()).spec().training()).isEqualTo(job.spec().training());
    assertThat(service.get(job.id()).transitions()).isEqualTo(job.transitions());
  }

  @Test
  void runsJobsInTheOrderTheyCame() {
    List<String> submitted = IntStream.range(0, 5).mapToObj(i -> jobs.submit()).toList();
    List<String> run = IntStream.range(0, 5).mapToObj(i -> jobs.runNext().id()).toList();
    assertThat(run).isEqualTo(submitted).isSorted();
  }

  @Test
  void refusesMoreJobsThanMayWait() {
    Jobs few = new Jobs(2);
    few.submit();
    few.submit();
    assertThatExceptionOfType(QueueFull.class)
        .isThrownBy(few::submit)
        .satisfies(full -> assertThat(full.retryAfter()).isBetween(seconds(1), seconds(600)));
    few.runNext();
    few.submit();
  }

  @Test
  void acceptsSeveralJobsOrNone() {
    Jobs few = new Jobs(3);
    few.submit();
    List<JobSpec> three = Collections.nCopies(3, xor(Runs.xor()));
    assertThatExceptionOfType(QueueFull.class).isThrownBy(() -> few.service.submitAll(three));
    assertThat(few.service.list(null, null, 9).jobs()).hasSize(1);
    few.runNext();
    List<TrainingJob> accepted = few.service.submitAll(three);
    assertThat(accepted).extracting(TrainingJob::id).isSorted().doesNotHaveDuplicates();
    assertThat(few.runNext().id()).isEqualTo(accepted.get(0).id());
  }

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
  void cancelsAWaitingJobAtOnce() {
    String first = jobs.submit();
    String second = jobs.submit();
    TrainingJob cancelled = service.cancel(first);
    assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(cancelled.result()).isNull();
    assertThat(cancelled.finishedAt()).isNotNull();
    assertThat(jobs.runNext().id()).isEqualTo(second);
    assertThat(service.list(JobStatus.QUEUED, null, 9).jobs()).isEmpty();
    assertThat(service.trace(first).size()).isZero();
    assertThat(service.lossCurve(first).epochs()).isEmpty();
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> service.parameters(first));
  }

  @Test
  void cancelsARunningJobAndKeepsWhatItRecorded() {
    String id =
        jobs.submit(xor(Runs.xor().batchSize(1).epochs(MANY_EPOCHS).spec(), new TracePolicy(7, 5)));
    TrainingJob job = jobs.runNext(onceItHasTrained(() -> service.cancel(id)));
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
    TrainingJob job = jobs.runNext(onceItHasTrained(() -> jobs.clock.advance(Duration.ofHours(1))));
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
            jobs.runNext(onceItHasTrained(() -> jobs.clock.advance(Duration.ofMinutes(2)))).error())
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

  private List<Integer> epochs(String id) {
    return service.events(id, 0).stream()
        .map(JobEvent::change)
        .filter(JobEvent.EpochEnded.class::isInstance)
        .map(change -> ((JobEvent.EpochEnded) change).evaluation().epoch())
        .toList();
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
        onceItHasTrained(
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
    JobSpec spec = new JobSpec("r", Runs.xor().spec(), TracePolicy.thinned(), data);
    TrainingJob job = jobs.run(spec);
    assertThat(service.predict(job.id(), new double[][] {{0, 1}}).labels()).isNull();
    assertThat(job.result().trainingAccuracy()).isNaN();
  }

  @Test
  void refusesToPredictBeforeTheJobBegan() {
    String id = jobs.submit();
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(() -> service.predict(id, new double[][] {{0, 1}}))
        .satisfies(state -> assertThat(state.status()).isEqualTo(JobStatus.QUEUED));
  }

  @Test
  void refusesInputsOfAnotherWidth() {
    TrainingJob job = jobs.run(xor(Runs.xor()));
    double[][] inputs = {{0, 1}, {0, 1, 2}, {0}};
    assertThat(faults(() -> service.predict(job.id(), inputs)))
        .containsExactly("/inputs/1", "/inputs/2");
    assertThat(faults(() -> service.predict(job.id(), new double[0][]))).containsExactly("/inputs");
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<String> ids = new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> jobs.submit()).toList());
    JobPage first = service.list(null, null, 2);
    assertThat(first.jobs()).extracting(TrainingJob::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(first.hasMore()).isTrue();
    service.cancel(ids.get(3));
    service.delete(ids.get(3));
    JobPage second = service.list(null, ids.get(3), 2);
    assertThat(second.jobs()).extracting(TrainingJob::id).containsExactly(ids.get(2), ids.get(1));
    JobPage third = service.list(null, ids.get(1), 2);
    assertThat(third.jobs()).extracting(TrainingJob::id).containsExactly(ids.get(0));
    assertThat(third.hasMore()).isFalse();
  }

  @Test
  void listsJobsOfOneStatus() {
    String waiting = jobs.submit();
    String cancelled = jobs.submit();
    service.cancel(cancelled);
    assertThat(service.list(JobStatus.QUEUED, null, 9).jobs())
        .extracting(TrainingJob::id)
        .containsExactly(waiting);
    assertThat(service.list(JobStatus.CANCELLED, null, 9).jobs())
        .extracting(TrainingJob::id)
        .containsExactly(cancelled);
    assertThat(service.list(JobStatus.FAILED, null, 9).jobs()).isEmpty();
  }

  @Test
  void deletesFinishedJobsOnly() {
    String id = jobs.submit();
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> service.delete(id));
    List<Throwable> whileRunning = new ArrayList<>();
    jobs.runNext(
        () -> {
          try {
            service.delete(id);
          } catch (WrongState refused) {
            whileRunning.add(refused);
          }
        });
    assertThat(whileRunning).isNotEmpty();
    service.delete(id);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.get(id));
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.events(id, 0));
  }

  @Test
  void forgetsTheJobsThatFinishedFirst() {
    List<String> ids = IntStream.range(0, 3).mapToObj(i -> jobs.submit()).toList();
    jobs.submit();
    service.cancel(ids.get(2));
    jobs.runNext();
    jobs.clock.advance(Duration.ofDays(1));
    Instant now = jobs.clock.instant();
    jobs.runNext();
    assertThat(jobs.store.deleteFinished(now, 1)).isEqualTo(1);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.get(ids.get(2)));
    assertThat(jobs.store.deleteFinished(now, 100)).isEqualTo(1);
    assertThat(jobs.store.deleteFinished(now, 100)).isZero();
    assertThat(service.list(null, null, 9).jobs())
        .extracting(TrainingJob::status)
        .containsExactly(JobStatus.QUEUED, JobStatus.SUCCEEDED);
  }

  @Test
  void numbersTheEventsOfAJobWithoutAGap() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(500)));
    List<JobEvent> events = service.events(job.id(), 0);
    assertThat(events)
        .extracting(JobEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events).extracting(JobEvent::at).isSorted();
    assertThat(statuses(events))
        .containsExactly(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SUCCEEDED);
    assertThat(events.get(0).change().label()).isEqualTo("status");
    assertThat(events.get(events.size() - 1).change()).isInstanceOf(JobEvent.StatusChanged.class);
    for (int known = 0; known <= events.size(); known++) {
      assertThat(service.events(job.id(), known))
          .as("events after %d", known)
          .isEqualTo(events.subList(known, events.size()));
    }
  }

  @Test
  void tellsEveryEpochOfFew() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(200)));
    assertThat(service.events(job.id(), 0))
        .filteredOn(event -> event.change() instanceof JobEvent.EpochEnded)
        .extracting(event -> evaluation(event).epoch())
        .isEqualTo(IntStream.rangeClosed(0, 200).boxed().toList());
  }

  @Test
  void tellsTheFirstAndTheLastOfManyEpochsAndNotTooManyBetween() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(2000)));
    List<JobEvent> epochs =
        service.events(job.id(), 0).stream()
            .filter(event -> event.change() instanceof JobEvent.EpochEnded)
            .toList();
    assertThat(epochs).hasSizeBetween(3, 100);
    assertThat(evaluation(epochs.get(0)).epoch()).isZero();
    assertThat(evaluation(epochs.get(epochs.size() - 1)).epoch()).isEqualTo(2000);
    assertThat(epochs).extracting(event -> evaluation(event).epoch()).isSorted();
  }

  @Test
  void tellsProgressAtLeastOnceASecond() {
    jobs.clock.tickBy(100);
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(1000)));
    List<JobEvent> progress =
        service.events(job.id(), 0).stream()
            .filter(event -> event.change() instanceof JobEvent.Progressed)
            .toList();
    assertThat(progress).hasSizeGreaterThan(50);
    for (int i = 1; i < progress.size(); i++) {
      Duration between = Duration.between(progress.get(i - 1).at(), progress.get(i).at());
      assertThat(between).as("before progress %d", i).isLessThanOrEqualTo(seconds(1));
    }
  }

  @Test
  void refusesDataThatDoNotFitWithAllThatIsWrong() {
    TrainingSpec spec =
        Runs.xor()
            .network(
                new NetworkSpec(
                    3, List.of(LayerSpec.of(2, Elementwise.TANH), LayerSpec.of(4, new Softmax()))))
            .earlyStopping(new EarlyStopping(EarlyStopping.StoppingMetric.VALIDATION_LOSS, 1, 0))
            .spec();
    assertThat(faults(() -> service.submit(xor(spec))))
        .containsExactlyInAnyOrder("/network/inputs", "/dataset/targets", "/earlyStopping/metric");
    assertThat(service.list(null, null, 9).jobs()).isEmpty();
  }

  @Test
  void refusesTargetsThatAreNoDistributions() {
    TrainingSpec spec = Runs.xor().cost(Cost.CATEGORICAL_CROSS_ENTROPY).spec();
    assertThat(faults(() -> service.check(xor(spec))))
        .containsExactly("/dataset/targets/0", "/dataset/targets/3");
  }

  @Test
  void refusesTargetsThatAreNoProbabilities() {
    DataSpec data =
        DataSpec.of(
            new DataOrigin.Inline(
                Dataset.ofTargets(new double[][] {{0, 1}, {2, 3}}, new double[][] {{0.5}, {1.5}})));
    JobSpec spec = new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(faults(() -> service.check(spec))).containsExactly("/dataset/targets/1/0");
  }

  @Test
  void refusesValidationDataThatDoNotFit() {
    DataOrigin odd =
        new DataOrigin.Inline(Dataset.ofTargets(new double[][] {{0}}, new double[][] {{0}}));
    DataSpec data = new DataSpec(new DataOrigin.Inline(Jobs.XOR), Scaling.NONE, 0, odd);
    JobSpec spec = new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(faults(() -> service.check(spec))).containsExactly("/validation/inputs");
  }

  @Test
  void refusesADatasetThatDoesNotExist() {
    DataSpec data = DataSpec.of(new DataOrigin.Stored("nowhere"));
    JobSpec spec = new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), data);
    assertThat(faults(() -> service.check(spec))).containsExactly("/dataset/id");
  }

  @Test
  void aDatasetThatIsGoneFailsTheJob() {
    String dataset = jobs.datasets.put(Jobs.XOR).id();
    DataSpec data = DataSpec.of(new DataOrigin.Stored(dataset));
    String id = jobs.submit(new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), data));
    jobs.database.jdbc().update("delete from dataset_uses");
    jobs.datasets.delete(dataset);
    TrainingJob job = jobs.runNext();
    assertThat(job.id()).isEqualTo(id);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.DATASET_UNUSABLE);
  }

  @Test
  void aDatasetIsNeededUntilItsJobIsFinished() {
    String dataset = jobs.datasets.put(Jobs.XOR).id();
    DataSpec asValidation =
        new DataSpec(
            new DataOrigin.Inline(Jobs.XOR), Scaling.NONE, 0, new DataOrigin.Stored(dataset));
    assertThat(service.needsDataset(dataset)).isFalse();
    jobs.submit(new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), asValidation));
    assertThat(service.needsDataset(dataset)).isTrue();
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.NEEDED);
    assertThat(service.needsDataset("iris")).isFalse();
    TrainingJob job = jobs.runNext(() -> assertThat(service.needsDataset(dataset)).isTrue());
    assertThat(service.needsDataset(dataset)).isFalse();
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.DELETED);
    assertThat(job.result().validationLoss()).isEqualTo(job.result().trainingLoss());
  }

  @Test
  void trainsOnGeneratedData() {
    DataSpec data =
        new DataSpec(new DataOrigin.Generated(new Xor(100, 0.1, 3)), Scaling.MIN_MAX, 0.2, null);
    TrainingJob job = jobs.run(new JobSpec(null, Runs.xor().spec(), TracePolicy.thinned(), data));
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.progress().steps()).isEqualTo(10 * 80 / 4);
    assertThat(job.result().validationAccuracy()).isBetween(0.0, 1.0);
  }

  @Test
  void aWorkerThatLostItsClaimWritesNothing() {
    String id = jobs.submit();
    Claim claim = jobs.claimNext();
    Claim stale = new Claim(claim.job(), claim.token() - 1);
    jobs.runner.run(stale, () -> false);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.RUNNING);
    assertThatThrownBy(
            () ->
                jobs.store.finish(
                    stale, jobs.clock.instant(), new Ending(JobStatus.SUCCEEDED, null, null, null)))
        .isInstanceOf(ClaimLost.class);
    assertThat(service.events(id, 0)).hasSize(2);
  }

  /** Does something the first time the worker looks up and a trace is there to be read. */
  private Runnable onceItHasTrained(Runnable action) {
    int[] looks = {0};
    return () -> {
      if (++looks[0] == 1000) {
        jobs.clock.advance(seconds(60));
      }
      if (looks[0] == 2000) {
        action.run();
      }
    };
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
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

  private static List<JobStatus> statuses(List<JobEvent> events) {
    return events.stream()
        .map(JobEvent::change)
        .filter(JobEvent.StatusChanged.class::isInstance)
        .map(change -> ((JobEvent.StatusChanged) change).transition().status())
        .toList();
  }

  private static EpochEnd evaluation(JobEvent event) {
    return ((JobEvent.EpochEnded) event.change()).evaluation();
  }

  private static List<String> faults(Runnable refused) {
    try {
      refused.run();
    } catch (InvalidSpec invalid) {
      return invalid.faults().stream().map(Fault::pointer).toList();
    }
    throw new AssertionError("not refused");
  }
}
