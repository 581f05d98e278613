package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Jobs with two faults, each of which alone prevents learning. */
final class PairFaults {

  private PairFaults() {}

  /** Multiples of a rate that suits the job without its other fault. */
  private static final List<Double> OTHER_RATES = List.of(0.01, 0.1, 3.0, 10.0, 100.0);

  private static Variant pair(
      ReadyJob job, UnaryOperator<ReadyJob> first, UnaryOperator<ReadyJob> second) {
    ReadyJob withFirst = first.apply(job);
    return Variant.ofTwo(second.apply(withFirst), job, List.of(withFirst, second.apply(job)));
  }

  /** A fault besides a wrong rate; no other rate alone suffices. */
  private static Variant besideRate(
      ReadyJob job, UnaryOperator<ReadyJob> fault, UnaryOperator<ReadyJob> rate) {
    ReadyJob withFault = fault.apply(job);
    List<ReadyJob> halfCured = new ArrayList<>(List.of(withFault, rate.apply(job)));
    OTHER_RATES.forEach(factor -> halfCured.add(Base.rateTimes(factor, withFault)));
    return Variant.ofTwo(rate.apply(withFault), job, halfCured);
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
    return besideRate(base.learning(), penalty(base.draws()), slow(base.draws()));
  }

  static Variant penaltyAndFastRate(Base base) {
    return besideRate(base.learning(), penalty(base.draws()), fast(base.draws()));
  }

  static Variant tinyWeightsAndSlowRate(Base base) {
    return besideRate(base.learning(), tiny(base.draws()), slow(base.draws()));
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
    return besideRate(
        base.learning(), job -> DataFaults.wrongOutput(job, new Draws(seed)), slow(base.draws()));
  }
}
