package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/** Everything that decides the course of a run, besides the data. */
public record TrainingSpec(
    NetworkSpec network, Objective objective, UpdateRule rule, Passes passes, Start start) {

  public Cost cost() {
    return objective.cost();
  }

  public double l2() {
    return objective.l2();
  }

  public double l1() {
    return objective.l1();
  }

  public Optimizer optimizer() {
    return rule.optimizer();
  }

  public int batchSize() {
    return passes.batchSize();
  }

  public int epochs() {
    return passes.epochs();
  }

  public @Nullable EarlyStopping earlyStopping() {
    return passes.earlyStopping();
  }

  public long seed() {
    return start.seed();
  }

  /** The start of the network; null to initialise it from the seed. */
  public @Nullable Parameters parameters() {
    return start.parameters();
  }

  /** The parameters of step 0; a copy, so that the specification never changes. */
  public Parameters initialParameters() {
    return start.parameters(network);
  }

  /** The same run of another network, initialised from the seed. */
  public TrainingSpec withNetwork(NetworkSpec other) {
    return new TrainingSpec(other, objective, rule, passes, Start.seeded(seed()));
  }

  public TrainingSpec withCost(Cost cost) {
    return new TrainingSpec(network, objective.with(cost), rule, passes, start);
  }

  public TrainingSpec withL2(double lambda) {
    return new TrainingSpec(network, objective.withL2(lambda), rule, passes, start);
  }

  public TrainingSpec withL1(double lambda) {
    return new TrainingSpec(network, objective.withL1(lambda), rule, passes, start);
  }

  /** The same run with other weights of classes; null for 1 each. */
  public TrainingSpec withClassWeights(@Nullable ClassWeights weights) {
    return new TrainingSpec(network, objective.with(weights), rule, passes, start);
  }

  /** The same run with a rate that rises over so many steps. */
  public TrainingSpec withWarmup(int steps) {
    return new TrainingSpec(network, objective, rule.withWarmup(steps), passes, start);
  }

  public TrainingSpec withClipping(Clipping clipping) {
    return new TrainingSpec(network, objective, rule.with(clipping), passes, start);
  }

  /** The same run with another limit of the norm of a unit's weights; null for none. */
  public TrainingSpec withMaxNorm(@Nullable Double most) {
    return new TrainingSpec(network, objective, rule.withMaxNorm(most), passes, start);
  }

  /** The same run with another optimizer, under the same schedule and limits. */
  public TrainingSpec withOptimizer(Optimizer optimizer) {
    return new TrainingSpec(network, objective, rule.with(optimizer), passes, start);
  }

  /** The same run for so many epochs, not stopped early. */
  public TrainingSpec withEpochs(int epochs) {
    return withPasses(
        new Passes(batchSize(), epochs, passes.shuffle(), passes.dropLastBatch(), null));
  }

  /** The same run with every batch, full or not. */
  public TrainingSpec withEveryBatch() {
    return withPasses(
        new Passes(batchSize(), epochs(), passes.shuffle(), false, passes.earlyStopping()));
  }

  public TrainingSpec withPasses(Passes other) {
    return new TrainingSpec(network, objective, rule, other, start);
  }

  public TrainingSpec withSeed(long seed) {
    return withStart(new Start(seed, start.parameters()));
  }

  /** The same run from other parameters; null for those that the seed decides. */
  public TrainingSpec withParameters(@Nullable Parameters parameters) {
    return withStart(new Start(seed(), parameters));
  }

  private TrainingSpec withStart(Start other) {
    return new TrainingSpec(network, objective, rule, passes, other);
  }
}
