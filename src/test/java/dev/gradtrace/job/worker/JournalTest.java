package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.TickingClock;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {

  private static final Past NOTHING = new Past(1, -1, List.of(), Duration.ZERO);

  /** Whoever cancels in an evaluation of many parts must not wait for the next step to observe. */
  @ParameterizedTest
  @CsvSource({"100000, true", "1000, false"})
  void wantsTheStepBeforeALongEvaluation(int samples, boolean wanted) {
    TrainingSpec training = Runs.xor().batchSize(samples / 10).epochs(2).spec();
    Split data =
        Split.of(Generator.of("xor", Map.of("samples", samples, "noise", 0, "seed", 0)).generate());
    JobSpec spec = Jobs.xor(training, new TracePolicy(1000, 2));
    TrainingRun run = TrainingRun.of(training, data);
    Journal journal = new Journal(spec, run, data, new TickingClock(1), Jobs.UNWATCHED, NOTHING);
    TrainingEvent event;
    do {
      event = run.next();
      journal.record(event);
    } while (!(event instanceof EpochEnd));
    assertThat(journal.wanted(1)).containsExactly(Observed.STATISTICS);
    assertThat(journal.wanted(9)).isEmpty();
    assertThat(journal.wanted(10).contains(Observed.STATISTICS)).isEqualTo(wanted);
  }
}
