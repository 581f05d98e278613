package dev.gradtrace.treatment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Doubt;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination.Outcome.NotChecked;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.JobQueue;
import dev.gradtrace.job.JobSettings;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Place;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.treatment.Diagnoses.Foresight;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiagnosesTest {

  private final Jobs jobs = new Jobs();
  private final AtomicInteger computed = new AtomicInteger();
  private Runnable whenFirstComputed = () -> {};
  private final Diagnoses diagnoses =
      new Diagnoses(new CountingJobs(), Jobs.memory(jobs.datasets), Jobs.looks());

  @Test
  void computesTheDiagnosisOfAFinishedJobOnceForTwoWhoAskAtTheSameTime() {
    TrainingJob job = jobs.run(Jobs.xor(Runs.xor()));
    CompletableFuture<Object> second = new CompletableFuture<>();
    Thread asker = new Thread(() -> second.complete(diagnoses.of(job)));
    whenFirstComputed =
        () -> {
          asker.start();
          await().until(() -> asker.getState() == Thread.State.BLOCKED || computed.get() > 1);
        };
    assertThat(diagnoses.of(job)).isSameAs(second.join());
    assertThat(computed).hasValue(1);
  }

  @Test
  void computesTheDiagnosisOfARunningJobWheneverItIsAsked() {
    jobs.submit(Jobs.xor(Runs.xor()));
    TrainingJob running = jobs.store.get(jobs.claimNext().id());
    diagnoses.of(running);
    diagnoses.of(running);
    assertThat(computed).hasValue(2);
  }

  @Test
  void saysOfACancelledJobThatItWasEnded() {
    String id = jobs.submit(Jobs.xor(Runs.xor().epochs(1_000_000)));
    Claim claim = jobs.claimNext();
    assertThat(diagnoses.of(jobs.store.get(id)).undecidedBecause())
        .extracting(Doubt::result, Doubt::wouldDecide)
        .containsExactly(tuple("it is not over", "the diagnosis of the run when it has ended"));
    jobs.service.cancel(id);
    jobs.runner.run(claim, () -> false);
    TrainingJob cancelled = jobs.store.get(id);
    assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
    requireSaidToHaveBeenEnded(diagnoses.of(cancelled));
  }

  @Test
  void saysOfAJobAtItsTimeLimitThatItWasEnded() {
    jobs.submit(Jobs.xor(Runs.xor().epochs(1_000_000)));
    TrainingJob ended =
        jobs.runNext(jobs.onceItHasTrained(() -> jobs.clock.advance(Duration.ofHours(1))));
    assertThat(ended.result().stopReason()).isEqualTo(StopReason.TIME_LIMIT);
    requireSaidToHaveBeenEnded(diagnoses.of(ended));
  }

  @Test
  void saysOfAShortRunOfAJobThatItWasEnded() {
    Foresight seen = diagnoses.of(Jobs.xor(Runs.xor().epochs(1_000_000)), 100);
    assertThat(seen.complete()).isFalse();
    requireSaidToHaveBeenEnded(seen.diagnosis());
  }

  private static void requireSaidToHaveBeenEnded(Diagnosis diagnosis) {
    assertThat(diagnosis.undecidedBecause())
        .extracting(Doubt::result, Doubt::wouldDecide)
        .containsExactly(tuple("it was ended before its last step", "a run to the end"));
    assertThat(diagnosis.notChecked().values())
        .filteredOn(missing -> missing.reason() == NotTried.RUN_NOT_OVER)
        .isNotEmpty()
        .extracting(NotChecked::detail)
        .containsOnly("It takes a run to the last step that leaves finite numbers.");
  }

  /** From the trace that is stored, of which not everything is read. */
  @Test
  void saysSinceWhichStepUnitsAreDead() {
    LayerSpec dead =
        LayerSpec.of(3, Elementwise.RELU)
            .startedFrom(Initializer.VarianceScaling.HE_NORMAL, new Initializer.Constant(-100));
    NetworkSpec network =
        new NetworkSpec(2, List.of(dead, dead, LayerSpec.of(1, Elementwise.SIGMOID)));
    TrainingJob job = jobs.run(Jobs.xor(Runs.xor().network(network)));
    assertThat(diagnoses.of(job).findings())
        .filteredOn(finding -> finding.rule() == Rule.DEAD_UNITS)
        .extracting(finding -> finding.symptom().layers(), finding -> finding.symptom().firstStep())
        .containsExactly(tuple(List.of(1, 2), 1L));
  }

  @Test
  void computesAgainWhatFailed() {
    TrainingJob job = jobs.run(Jobs.xor(Runs.xor()));
    whenFirstComputed =
        () -> {
          throw new IllegalStateException("no database");
        };
    assertThatIllegalStateException().isThrownBy(() -> diagnoses.of(job));
    assertThat(diagnoses.of(job)).isNotNull();
  }

  /** Every diagnosis of a job reads its curve once. */
  private final class CountingJobs extends TrainingJobs {

    CountingJobs() {
      super(
          jobs.database.transactions(), jobs.store, NO_QUEUE, jobs.datasets, SETTINGS, jobs.clock);
    }

    @Override
    public LossCurve lossCurve(String id) {
      if (computed.incrementAndGet() == 1) {
        whenFirstComputed.run();
      }
      return super.lossCurve(id);
    }
  }

  private static final JobSettings SETTINGS =
      new JobSettings(1, 1000, Duration.ofHours(1), Duration.ofDays(30), new JobSettings.Limits(1));

  private static final JobQueue NO_QUEUE =
      new JobQueue() {
        @Override
        public void requireRoom(JobSpec spec) {}

        @Override
        public void add(List<Place> places) {}

        @Override
        public void wake() {}

        @Override
        public boolean isStopping() {
          return false;
        }
      };
}
