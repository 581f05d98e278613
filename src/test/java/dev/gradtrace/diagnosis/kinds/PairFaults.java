package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import java.util.function.UnaryOperator;

/** Jobs with two faults, each of which alone keeps them from learning. */
final class PairFaults {

  private PairFaults() {}

  private static Variant pair(
      ReadyJob job, UnaryOperator<ReadyJob> first, UnaryOperator<ReadyJob> second) {
    ReadyJob withFirst = first.apply(job);
    return Variant.ofTwo(second.apply(withFirst), job, withFirst, second.apply(job));
  }

  private static UnaryOperator<ReadyJob> penalty(Draws draws) {
    double share = draws.between(0.3, 10);
    return job -> Base.penalised(job, share * job.data().training().samples());
  }

  private static UnaryOperator<ReadyJob> slow(Draws draws) {
    double factor = 1 / draws.between(1e3, 1e6);
    return job -> Base.rateTimes(factor, job);
  }

  private static UnaryOperator<ReadyJob> fast(Draws draws) {
    double factor = draws.between(300, 1e5);
    return job -> Base.rateTimes(factor, job);
  }

  private static UnaryOperator<ReadyJob> tiny(Draws draws) {
    double size = 1 / draws.between(100, 3000);
    return job ->
        Base.started(
            job,
            (layer, l, fanIn) ->
                layer.startedFrom(new Normal(0, size / Math.sqrt(fanIn)), Constant.ZEROS));
  }

  static Variant penaltyAndSlowRate(Base base) {
    return pair(base.learning(), penalty(base.draws()), slow(base.draws()));
  }

  static Variant penaltyAndFastRate(Base base) {
    return pair(base.learning(), penalty(base.draws()), fast(base.draws()));
  }

  static Variant tinyWeightsAndSlowRate(Base base) {
    return pair(base.learning(), tiny(base.draws()), slow(base.draws()));
  }

  static Variant inputsAndOutput(Base base) {
    long seed = base.draws().seed();
    return pair(
        base.learning(),
        job -> DataFaults.unscaled(job, new Draws(seed)),
        job -> DataFaults.wrongOutput(job, new Draws(seed)));
  }

  static Variant outputAndSlowRate(Base base) {
    long seed = base.draws().seed();
    return pair(
        base.learning(), job -> DataFaults.wrongOutput(job, new Draws(seed)), slow(base.draws()));
  }
}
