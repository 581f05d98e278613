package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.evidence.Observation;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.trace.LossRecorder;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;

/**
 * A job with its data, trained and diagnosed in this process as in the service.
 *
 * @param data split and scaled data, with targets for the network's outputs
 * @param trace recorded steps
 */
public record ReadyJob(TrainingSpec spec, Split data, TracePolicy trace) {

  private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

  public ReadyJob(TrainingSpec spec, Split data) {
    this(spec, data.forOutputs(spec.network().outputs()), TracePolicy.thinned());
  }

  /** A job whose data are built in, generated or inline. */
  public static ReadyJob of(JobSpec job) {
    DataOrigin separate = job.data().validation();
    Dataset samples = load(job.data().dataset());
    TrainingSpec spec = job.training();
    Split parts =
        separate == null
            ? Split.of(samples, job.data().validationFraction(), spec.seed())
            : Split.of(samples, load(separate));
    Split data = parts.forOutputs(spec.network().outputs()).scaledBy(job.data().scaling());
    return new ReadyJob(spec, data, job.trace().steps());
  }

  private static Dataset load(DataOrigin origin) {
    if (origin instanceof DataOrigin.Stored stored) {
      return BuiltIn.find(stored.id())
          .orElseThrow(() -> new IllegalArgumentException("no built-in dataset " + stored.id()))
          .load();
    }
    if (origin instanceof DataOrigin.Generated generated) {
      return generated.generator().generate();
    }
    if (origin instanceof DataOrigin.Inline inline) {
      return inline.dataset();
    }
    throw new IllegalArgumentException("data that are kept elsewhere: " + origin);
  }

  /** Trains the job to its end. */
  public Observation train() {
    TrainingRun run = TrainingRun.of(spec, data);
    LossRecorder losses = new LossRecorder();
    TraceRecorder recorder = new TraceRecorder(spec.network(), trace);
    while (run.hasNext()) {
      boolean wanted = recorder.wants(run.nextStep());
      TrainingEvent event = wanted ? run.nextObserved() : run.next();
      if (event instanceof Step step) {
        losses.record(step);
        if (step.statistics() != null) {
          recorder.record(step);
        }
      } else if (event instanceof EpochEnd epoch) {
        losses.record(epoch);
      }
    }
    return new Observation(
        losses.snapshot(), recorder.snapshot(), run.network().parameters(), Extent.WHOLE);
  }

  /** Trains the job to its end and diagnoses it. */
  public Answer answer() {
    long start = System.nanoTime();
    Observation run = train();
    long trained = System.nanoTime();
    return Answer.of(this, run, millisecondsSince(start, trained));
  }

  static double millisecondsSince(long start, long end) {
    return (end - start) / NANOSECONDS_PER_MILLISECOND;
  }
}
