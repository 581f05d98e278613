package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same job with one thing changed, run for as long as can be afforded and compared with the job
 * after as many epochs. Each is run when it is first asked for.
 */
public final class ShortRuns {

  /**
   * @param here fit of the job
   * @param there fit of the changed job after as many epochs
   */
  public record Comparison(double here, double there, int epochs) {

    /** Fits closer to a constant answer than this are noise. */
    private static final double NOISE = 0.05;

    /** Share of what the changed job attains that the job itself does not; 0 for none. */
    public double improvement() {
      return !(there > NOISE) ? 0 : Math.max(0, (there - Math.max(0, here)) / there);
    }
  }

  private static final int MIN_SAMPLES_TO_DIVIDE = 40;
  private static final double HELD_BACK = 0.25;

  private final Split data;
  private final LossHistory history;
  private final TrainingSpec spec;
  private final DataSummary summary;
  private final Effort effort;
  private final Map<String, @Nullable Comparison> known = new HashMap<>();

  ShortRuns(
      TrainingSpec spec, Split data, DataSummary summary, LossHistory history, Effort effort) {
    this.spec = spec;
    this.data = data;
    this.summary = summary;
    this.history = history;
    this.effort = effort;
  }

  /** The changed job compared with the job; null if not even one epoch can be afforded. */
  public @Nullable Comparison of(String change, TrainingSpec changed) {
    return of(change, changed, data);
  }

  /** The job at another learning rate; null if not even one epoch can be afforded. */
  public @Nullable Comparison atRate(double rate) {
    return of("rate=" + rate, spec.withOptimizer(spec.optimizer().withLearningRate(rate)));
  }

  /** The job at the most favourable multiple of its learning rate. */
  public record AtRate(double factor, Comparison trial) {}

  /** The best of several multiples of the learning rate; null if not even one can be afforded. */
  public @Nullable AtRate atBestRate(double... factors) {
    AtRate best = null;
    for (double factor : factors) {
      Comparison trial = of("rate*" + factor, Variations.rateTimes(factor, spec));
      if (trial != null && (best == null || trial.improvement() > best.trial().improvement())) {
        best = new AtRate(factor, trial);
      }
    }
    return best;
  }

  /** The changed job on changed data; null if not even one epoch can be afforded. */
  public @Nullable Comparison of(String change, TrainingSpec changed, Split changedData) {
    if (!known.containsKey(change)) {
      known.put(change, run(changed, changedData));
    }
    return known.get(change);
  }

  private @Nullable Comparison run(TrainingSpec changed, Split changedData) {
    int epochs = (int) Math.min(history.length(), Probe.epochs(changed, summary.samples(), effort));
    if (epochs < 1
        && !(history.isBroken() && Probe.epochs(changed, summary.samples(), effort) > 0)) {
      return null;
    }
    LossHistory there =
        Probe.of(changed.withEpochs(Math.max(1, epochs)), changedData, effort).history();
    int length = there.length();
    if (length == 0 && !there.isBroken()) {
      return null;
    }
    double fitThere = Fit.of(there, DataSummary.of(changedData.training()), changed).best();
    double fitHere = Fit.of(history.first(Math.max(1, length)), summary, spec).best();
    return new Comparison(fitHere, fitThere, length);
  }

  /**
   * Job and changed job, both judged by samples that neither learns from, so that learning by heart
   * does not count; null if not even one epoch can be afforded, or there are too few samples.
   */
  @Nullable public Comparison onOthers(TrainingSpec job, TrainingSpec changed) {
    int epochs = (int) Math.min(job.epochs(), Probe.epochs(changed, summary.samples(), effort));
    if (epochs < 1 || summary.samples() < MIN_SAMPLES_TO_DIVIDE) {
      return null;
    }
    Split divided = Split.of(data.training(), HELD_BACK, job.seed());
    DataSummary others = DataSummary.of(Objects.requireNonNull(divided.validation()));
    LossHistory here = Probe.of(job.withEpochs(epochs), divided, effort).history().onOthers();
    LossHistory there = Probe.of(changed.withEpochs(epochs), divided, effort).history().onOthers();
    return here.length() == 0 || there.length() == 0
        ? null
        : new Comparison(
            Fit.of(here, others, job).best(), Fit.of(there, others, changed).best(), epochs);
  }

  /** What becomes of the job if it goes on; null if not even one epoch can be afforded. */
  @Nullable public Comparison goingOn(TrainingSpec further) {
    if (known.containsKey("further")) {
      return known.get("further");
    }
    int epochs = (int) Math.min(further.epochs(), Probe.epochs(further, summary.samples(), effort));
    Comparison comparison = null;
    if (epochs >= 1) {
      LossHistory there = Probe.of(further.withEpochs(epochs), data, effort).history();
      comparison =
          there.length() == 0
              ? null
              : new Comparison(
                  Fit.of(history, summary, spec).best(),
                  Fit.of(there, summary, further).best(),
                  there.length());
    }
    known.put("further", comparison);
    return comparison;
  }
}
