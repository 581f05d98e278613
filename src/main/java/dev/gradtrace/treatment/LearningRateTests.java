package dev.gradtrace.treatment;

import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateRange;
import dev.gradtrace.training.rate.RateSuggestion;
import dev.gradtrace.training.rate.RateSweep;
import dev.gradtrace.training.rate.StartSharpness;
import dev.gradtrace.validation.InvalidSpec;
import org.springframework.stereotype.Component;

/** Learning-rate range tests of jobs that were not submitted, run within a request. */
@Component
public final class LearningRateTests {

  /** Multiplications; less than five seconds of one processor. */
  private static final long MOST_MULTIPLICATIONS = 24_000_000_000L;

  /** Most multiplications to try one suggested rate. */
  private static final long MOST_OF_TRIAL = 2_000_000_000;

  /** Multiplications equivalent to reading, scaling and splitting one number of the data. */
  private static final long PER_VALUE = 20;

  private final TrainingJobs jobs;
  private final JobMemory memory;
  private final Looks looks;

  LearningRateTests(TrainingJobs jobs, JobMemory memory, Looks looks) {
    this.jobs = jobs;
    this.memory = memory;
    this.looks = looks;
  }

  /**
   * Tests a job; the result is the same to the last bit whenever and wherever it is computed.
   *
   * @throws InvalidSpec if it takes more work or memory than one request may
   */
  public RateAdvice of(JobSpec spec, RateRange range) {
    TrainingSpec training = spec.training();
    int samples = jobs.samples(spec);
    long ofCurve =
        PER_VALUE * samples * training.network().inputs()
            + RateSweep.multiplications(training, samples, range.steps());
    InvalidSpec.unless(
        ofCurve <= MOST_MULTIPLICATIONS,
        "steps",
        "of this network and batch take about %d multiplications, at most %d are done at once:"
            + " ask for fewer, or for smaller batches",
        ofCurve,
        MOST_MULTIPLICATIONS);
    long ofSharpness = StartSharpness.multiplications(training, samples);
    boolean measures = ofCurve + ofSharpness <= MOST_MULTIPLICATIONS;
    long ofTest = measures ? ofCurve + ofSharpness : ofCurve;
    int suggestions = RateSuggestion.Rule.values().length;
    long ofTrial = Math.min(MOST_OF_TRIAL, (MOST_MULTIPLICATIONS - ofTest) / suggestions);
    MemoryNeed need = memory.of(spec);
    return looks.run(
        measures ? need.plus("network", StartSharpness.bytes(training, samples)) : need,
        ofTest + suggestions * ofTrial,
        () -> {
          Split data = jobs.data(spec);
          return advice(training, data, range, measures).tried(training, data, ofTrial);
        });
  }

  private static RateAdvice advice(
      TrainingSpec training, Split data, RateRange range, boolean measuresSharpness) {
    RateSuggestion sharpness =
        measuresSharpness ? StartSharpness.of(training, data) : StartSharpness.tooMuchWork();
    return RateAdvice.of(RateSweep.of(training, data, range), sharpness);
  }
}
