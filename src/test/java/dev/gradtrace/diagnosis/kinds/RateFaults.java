package dev.gradtrace.diagnosis.kinds;

import static dev.gradtrace.training.Clipping.Scope.GLOBAL;
import static dev.gradtrace.training.EarlyStopping.StoppingMetric.TRAINING_LOSS;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs with a wrong rate, length or penalty. */
final class RateFaults {

  private RateFaults() {}

  static Variant thousandsTooSmall(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(Base.rateTimes(1 / base.draws().between(1e3, 1e6), job), job);
  }

  static Variant tooSmall(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(Base.rateTimes(1 / base.draws().between(100, 1000), job), job);
  }

  static Variant thousandsTooLarge(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(Base.rateTimes(base.draws().between(1e3, 1e6), job), job);
  }

  static Variant tooLarge(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(Base.rateTimes(base.draws().between(30, 1000), job), job);
  }

  /** A full batch, softmax with a squared error, and a textbook rate. */
  static Variant fullBatchOfSquaredSoftmax(Base base) {
    Dataset data = base.draws().chance(0.5) ? BuiltIn.IRIS.load() : base.blobs();
    ReadyJob job =
        base.on(data, base.draws().of(Elementwise.SIGMOID, Elementwise.TANH, Elementwise.RELU), 1);
    TrainingSpec spec =
        job.spec()
            .withCost(Cost.MEAN_SQUARED_ERROR)
            .withPasses(Passes.shuffled(data.samples(), 200));
    ReadyJob cured =
        Base.with(job, spec.withOptimizer(new Optimizer.Sgd(base.draws().between(3, 8), 0, false)));
    double slow = base.draws().between(1e-4, 3e-3);
    return Variant.of(Base.with(job, spec.withOptimizer(new Optimizer.Sgd(slow, 0, false))), cured);
  }

  /** Still far from the mean of the targets, because the run hardly moves. */
  static @Nullable Variant worseThanConstant(Base base) {
    ReadyJob job = base.on(base.regression(), base.draws().of(Elementwise.RELU, Elementwise.TANH));
    ReadyJob sick = Base.rateTimes(1 / base.draws().between(3e3, 1e6), job);
    return Score.of(sick) < 0 ? Variant.of(sick, job) : null;
  }

  /** Ends on a plateau that longer training leaves. */
  static @Nullable Variant plateau(Base base) {
    ReadyJob long1 =
        base.on(plateauData(base), base.draws().of(Elementwise.TANH, Elementwise.RELU), 2);
    ReadyJob cured = Base.lasting(long1, 400);
    double end = Score.of(cured);
    if (end < Base.GOOD) {
      return null;
    }
    for (int epochs = 10; epochs <= 80; epochs += 10) {
      ReadyJob sick = Base.lasting(long1, epochs);
      double here = Score.of(sick);
      double before = Score.of(Base.lasting(long1, epochs * 2 / 3));
      if (here < end - 0.1 && here > 0.2 && Math.abs(here - before) < 0.02) {
        return Variant.of(sick, cured);
      }
    }
    return null;
  }

  private static Dataset plateauData(Base base) {
    int samples = base.draws().anyOf(100, 300);
    long seed = base.draws().seed();
    return base.draws().chance(0.6)
        ? Base.generated("moons", Map.of("samples", samples, "noise", 0.12, "seed", seed))
        : Base.generated("spirals", Map.of("samples", samples, "turns", 0.6, "seed", seed));
  }

  static Variant tooFewEpochs(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(Base.lasting(job, base.draws().anyOf(1, 4)), job);
  }

  /** A penalty that keeps all weights at 0, with a rate that is stable. */
  static Variant penalty(Base base) {
    ReadyJob job = base.learning();
    double lambda = job.data().training().samples() * base.draws().between(0.3, 10);
    return Variant.of(Base.penalised(job, lambda), job);
  }

  /** The same by the absolute values of the weights. */
  static Variant absolutePenalty(Base base) {
    ReadyJob job = base.learning();
    double lambda = job.data().training().samples() * base.draws().between(0.3, 3);
    return Variant.of(Base.thinned(job, lambda), job);
  }

  /** Norms of a unit's incoming weights that are bounded far below what they should be. */
  static Variant bound(Base base) {
    ReadyJob job = base.learning();
    double most = base.draws().between(1e-3, 0.03);
    return Variant.of(Base.with(job, job.spec().withMaxNorm(most)), job);
  }

  /** A rate that falls to nothing within a few epochs. */
  static Variant decayed(Base base) {
    ReadyJob job = base.learning();
    double factor = base.draws().between(1e-4, 0.1);
    return Variant.of(
        Base.scheduled(job, new LearningRateSchedule.Exponential(factor), Clipping.NONE), job);
  }

  /** A gradient that is clipped to almost nothing. */
  static Variant clipped(Base base) {
    ReadyJob job = base.learning();
    double most = base.draws().between(1e-7, 1e-4);
    boolean isOfValues = base.draws().chance(0.5);
    Clipping clipping = isOfValues ? new Clipping(most, null, GLOBAL) : Clipping.toNorm(most);
    ReadyJob plain = Base.with(job, job.spec().withOptimizer(new Optimizer.Sgd(0.1, 0, false)));
    return Variant.of(Base.scheduled(plain, new LearningRateSchedule.Constant(), clipping), plain);
  }

  /** Early stopping that takes no improvement for one. */
  static Variant stoppedEarly(Base base) {
    ReadyJob job = base.learning();
    Passes passes = job.spec().passes();
    EarlyStopping stopping = new EarlyStopping(TRAINING_LOSS, base.draws().integer(0, 2), 5);
    return Variant.of(
        Base.with(
            job,
            job.spec()
                .withPasses(
                    new Passes(passes.batchSize(), passes.epochs(), passes.shuffle(), stopping))),
        job);
  }

  static Variant oscillating(Base base) {
    ReadyJob job = base.learning();
    ReadyJob fast = Base.rateTimes(base.draws().between(5, 30), job);
    TrainingSpec single =
        fast.spec().withPasses(Passes.shuffled(1, Math.min(30, job.spec().epochs())));
    return Variant.of(Base.with(fast, single), job);
  }
}
