package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Trial.Judges;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import dev.gradtrace.training.rate.ShortRun;
import dev.gradtrace.training.score.AnswerScores;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job with changes, within the effort, and compares each with the job itself. Each trial is
 * made on first use.
 */
public final class Trials {

  private static final int MIN_SAMPLES_TO_DIVIDE = 40;
  private static final double HELD_BACK = 0.25;

  /** Fewest samples that tell of others. */
  private static final int LEAST_JUDGES = 20;

  /** Times the fit of chance that one of many changes has by chance. */
  private static final double OF_MANY = 1.5;

  /** Longest continuation, in multiples of the run, on a part of the samples. */
  private static final int OF_A_PART = 4;

  private final Evidence job;
  private final Effort effort;
  private final Map<Change, Trial> known = new HashMap<>();
  private final Map<ShortRun, Double> baselines = new HashMap<>();
  private final Map<Integer, Trial> further = new HashMap<>();
  private final Map<ShortRun, Double> heldBack = new HashMap<>();
  private @Nullable Trial own;

  Trials(Evidence job, Effort effort) {
    this.job = job;
    this.effort = effort;
  }

  /** Adds the budget for trials of two changes. */
  public void turnToPairs() {
    effort.turnToPairs();
  }

  /** Whether that many runs of the whole job take at most half of the work that is left. */
  public boolean affords(int runs) {
    long work = TrainingWork.ofRun(job.spec(), job.data().samples());
    return work <= effort.ofTrial() && 2L * runs * work <= effort.left();
  }

  /** Compares the changed job with the job. */
  public Trial of(Change change) {
    Trial before = known.get(change);
    if (before != null) {
      return before;
    }
    Trial trial = run(change);
    known.put(change, trial);
    return trial;
  }

  private Trial run(Change change) {
    if (!job.isWhole() || !job.hasHistory()) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    if (job.showsNothing()) {
      return onOthers(change);
    }
    int samples = change.data().training().samples();
    ShortRun plan = ShortRun.of(change.spec(), samples, effort.ofTrial());
    if (plan == null) {
      return Trial.not(NotTried.BUDGET);
    }
    boolean isLikewise = plan.whole() && !job.isStoppedEarly();
    double here = Math.max(finite(job.fit().best()), isLikewise ? -1 : baseline(plan));
    Evidence changed = observed(plan, change);
    return new Trial(
        here,
        finite(changed.fit().best()),
        changed.history().length(),
        plan.samples(),
        Judges.ITS_OWN,
        changed,
        null);
  }

  /** The fit of the job itself under a plan. */
  private double baseline(ShortRun plan) {
    Double before = baselines.get(plan);
    if (before != null) {
      return before;
    }
    double fit = finite(observed(plan, new Change(job.spec(), job.split())).fit().best());
    baselines.put(plan, fit);
    return fit;
  }

  private Evidence observed(ShortRun plan, Change change) {
    TrainingSpec spec = plan.of(change.spec());
    Split data = plan.of(change.data());
    effort.spend(plan.work(change.spec()));
    Observation run = Probe.of(spec, data);
    return job.changed(spec, data, data.validation() == null ? run : run.byOthers());
  }

  /** The fit, or −1 if it is not finite. */
  private static double finite(double fit) {
    return Double.isFinite(fit) ? fit : -1;
  }

  /**
   * Compares both jobs on samples that neither is trained on, so that overfitting does not count:
   * by the mean fit for several divisions where samples are few. Of data that show nothing to learn
   * no fit counts that one of many changes has by chance.
   */
  public Trial onOthers(Change change) {
    if (!job.isWhole()) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    if (job.data().samples() < MIN_SAMPLES_TO_DIVIDE) {
      return Trial.not(NotTried.NEEDS_DATA);
    }
    ShortRun plan = dividing(change.spec());
    if (plan == null) {
      return Trial.not(NotTried.BUDGET);
    }
    double here = heldBack.computeIfAbsent(plan, this::fitOfHeldBack);
    double there = fitOfHeldBack(plan, change.spec(), change.data());
    boolean isChance = job.showsNothing() && there < OF_MANY * job.attainable().chance();
    return new Trial(
        here,
        isChance ? Math.min(here, there) : there,
        plan.epochs(),
        plan.samples(),
        Judges.HELD_BACK,
        null,
        null);
  }

  /** The fit of the job on samples that are held back from it; NaN if it cannot be tried. */
  double fitOfHeldBack() {
    ShortRun plan = job.data().samples() < MIN_SAMPLES_TO_DIVIDE ? null : dividing(job.spec());
    return plan == null ? Double.NaN : heldBack.computeIfAbsent(plan, this::fitOfHeldBack);
  }

  private double fitOfHeldBack(ShortRun plan) {
    return fitOfHeldBack(plan, job.spec(), job.split());
  }

  /** The plan of each of the runs on a part of the samples; null if they take too much work. */
  private @Nullable ShortRun dividing(TrainingSpec spec) {
    int divisions = Attainable.divisions(job.data().samples());
    int learning = divided(job.split(), 0).training().samples();
    return ShortRun.of(spec, learning, effort.ofTrial() / divisions);
  }

  /** Compares both jobs by balanced accuracy, so that a frequent class does not dominate. */
  public Trial byClass(Change change) {
    AnswerScores scores = job.isWhole() ? job.scores() : null;
    if (scores == null) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    ShortRun plan = ShortRun.of(change.spec(), job.data().samples(), effort.ofTrial());
    if (plan == null) {
      return Trial.not(NotTried.BUDGET);
    }
    Evidence changed = observed(plan, change);
    Parameters found = changed.parameters();
    double there = found == null ? -1 : finite(job.scores(found).aboveConstant());
    return new Trial(
        finite(scores.aboveConstant()),
        there,
        plan.epochs(),
        plan.samples(),
        Judges.ITS_OWN,
        changed,
        null);
  }

  /**
   * The whole job and the whole changed job, both evaluated at their ends on validation samples.
   */
  public Trial onValidation(Change change) {
    if (!job.isWhole()) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    Dataset judges = change.data().validation();
    if (judges == null) {
      return Trial.not(NotTried.NEEDS_DATA);
    }
    TrainingSpec spec = change.spec();
    int samples = change.data().training().samples();
    long work =
        TrainingWork.ofRun(spec, samples)
            + (spec.epochs() + 1L) * TrainingWork.ofEvaluation(spec.network(), judges.samples());
    if (work > effort.ofTrial()) {
      return Trial.not(NotTried.BUDGET);
    }
    effort.spend(work);
    DataSummary heldBack = DataSummary.of(judges);
    LossHistory there = LossHistory.of(Probe.of(spec, change.data()).curve()).onOthers();
    return new Trial(
        finite(Fit.of(job.history().onOthers(), heldBack, job.spec()).ofLoss()),
        finite(Fit.of(there, heldBack, spec).ofLoss()),
        there.length(),
        samples,
        Judges.VALIDATION,
        null,
        null);
  }

  /**
   * The job itself, judged by its validation samples ({@code here}), and trained on a part of its
   * training samples and judged by the rest of them ({@code there}), leaving out what is also in
   * that part.
   */
  public Trial onItsOwn() {
    Trial known = own;
    if (known == null) {
      known = judgedByItsOwn();
      own = known;
    }
    return known;
  }

  private Trial judgedByItsOwn() {
    Dataset given = job.split().validation();
    if (!job.isWhole() || given == null) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    if (Math.min(given.samples(), HELD_BACK * job.data().samples()) < LEAST_JUDGES) {
      return Trial.not(NotTried.NEEDS_DATA);
    }
    Split divided = divided(job.split(), 0).withoutCopies();
    Dataset others = divided.validation();
    if (others == null || others.samples() < LEAST_JUDGES) {
      return Trial.not(NotTried.NEEDS_DATA);
    }
    ShortRun plan = ShortRun.of(job.spec(), divided.training().samples(), effort.ofTrial());
    if (plan == null) {
      return Trial.not(NotTried.BUDGET);
    }
    double there = onOthers(plan, job.spec(), divided);
    return new Trial(
        finite(job.fitOfValidation()),
        there,
        plan.epochs(),
        plan.samples(),
        Judges.HELD_BACK,
        null,
        null);
  }

  private Split divided(Split data, int division) {
    return Split.of(data.training(), HELD_BACK, job.spec().seed() + division);
  }

  private double fitOfHeldBack(ShortRun plan, TrainingSpec spec, Split data) {
    return IntStream.range(0, Attainable.divisions(job.data().samples()))
        .mapToDouble(division -> onOthers(plan, spec, divided(data, division)))
        .average()
        .orElseThrow();
  }

  private double onOthers(ShortRun plan, TrainingSpec spec, Split divided) {
    effort.spend(plan.work(spec));
    Dataset others = Objects.requireNonNull(divided.validation());
    Split some = new Split(plan.of(divided).training(), others, divided.scaling());
    LossHistory history = LossHistory.of(Probe.of(plan.of(spec), some).curve()).onOthers();
    return finite(Fit.of(history, DataSummary.of(others), spec).best());
  }

  /**
   * Continues the job: from its end; or, because a schedule depends on the epoch, from its start.
   * If early stopping ended it, it is continued to its last epoch.
   *
   * @param times longest continuation, in multiples of the run
   */
  public Trial goingOn(int times) {
    return further.computeIfAbsent(job.isStoppedEarly() ? 1 : times, this::goOn);
  }

  private Trial goOn(int times) {
    if (job.isStoppedEarly()) {
      return again(job.spec().epochs());
    }
    if (job.spec().rule().isScheduled()) {
      return again(epochs((times + 1L) * job.spec().epochs()));
    }
    Change further = further(times);
    if (further == null) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    ShortRun plan = ShortRun.of(further.spec(), job.data().samples(), effort.ofTrial());
    if (plan == null || times > OF_A_PART && !plan.whole()) {
      return Trial.not(NotTried.BUDGET);
    }
    Evidence later = observed(plan, further);
    boolean constant = job.data().constantLoss(job.cost()) <= 0;
    double here =
        finite(
            constant || later.history().isBroken() ? job.fit().best() : later.beginning().best());
    double there =
        constant
            ? 1 - later.history().settledLoss() / job.history().initialLoss()
            : later.fit().best();
    return new Trial(
        here, finite(there), later.history().length(), plan.samples(), Judges.ITS_OWN, later, null);
  }

  /** The whole job, without early stopping, compared with the job; tells how many epochs follow. */
  private Trial again(int epochs) {
    if (!job.isWhole() || !job.hasHistory()) {
      return Trial.not(NotTried.RUN_NOT_OVER);
    }
    TrainingSpec longer = job.spec().withEpochs(epochs);
    int samples = job.data().samples();
    ShortRun plan = ShortRun.of(longer, samples, effort.ofTrial());
    if (plan == null || !plan.whole()) {
      return Trial.not(NotTried.BUDGET);
    }
    Evidence later = observed(plan, new Change(longer, job.split()));
    return new Trial(
        finite(job.fit().best()),
        finite(later.fit().best()),
        later.history().length() - job.history().length(),
        samples,
        Judges.ITS_OWN,
        later,
        null);
  }

  private static int epochs(long epochs) {
    return (int) Math.min(Integer.MAX_VALUE, epochs);
  }

  private @Nullable Change further(int times) {
    if (!job.isWhole() || job.parameters() == null) {
      return null;
    }
    int epochs = epochs((long) times * Math.max(1, job.history().length()));
    TrainingSpec spec = job.spec().withParameters(job.parameters()).withEpochs(epochs);
    return new Change(spec, job.split());
  }
}
