package dev.gradtrace.training;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/** The specification of a run, besides its data. */
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

  /** The given initial parameters; null if they are drawn from the seed. */
  public @Nullable Parameters parameters() {
    return start.parameters();
  }

  /** A copy of the initial parameters, given or drawn. */
  public Parameters initialParameters() {
    return start.parameters(network);
  }

  /** The same run of another network, with parameters drawn from the seed. */
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

  /** The same run with other class weights; null for none. */
  public TrainingSpec withClassWeights(@Nullable ClassWeights weights) {
    return new TrainingSpec(network, objective.with(weights), rule, passes, start);
  }

  /** The same run with a linear warm-up over {@code steps} steps. */
  public TrainingSpec withWarmup(int steps) {
    return new TrainingSpec(network, objective, rule.withWarmup(steps), passes, start);
  }

  /** The same run with a constant learning rate. */
  public TrainingSpec unscheduled() {
    return new TrainingSpec(network, objective, rule.unscheduled(), passes, start);
  }

  public TrainingSpec withClipping(Clipping clipping) {
    return new TrainingSpec(network, objective, rule.with(clipping), passes, start);
  }

  /** The same run with another largest norm of a unit's weights; null for none. */
  public TrainingSpec withMaxNorm(@Nullable Double most) {
    return new TrainingSpec(network, objective, rule.withMaxNorm(most), passes, start);
  }

  /** The same run with another optimizer, and the same schedule and limits. */
  public TrainingSpec withOptimizer(Optimizer optimizer) {
    return new TrainingSpec(network, objective, rule.with(optimizer), passes, start);
  }

  /** The same run with another number of epochs, without early stopping. */
  public TrainingSpec withEpochs(int epochs) {
    return withPasses(
        new Passes(batchSize(), epochs, passes.shuffle(), passes.dropLastBatch(), null));
  }

  /** The same run with incomplete last batches. */
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

  /** The same run with other initial parameters; null to draw them from the seed. */
  public TrainingSpec withParameters(@Nullable Parameters parameters) {
    return withStart(new Start(seed(), parameters));
  }

  private TrainingSpec withStart(Start other) {
    return new TrainingSpec(network, objective, rule, passes, other);
  }
}
