package dev.gradtrace.training;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Updates;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;

/** An update rule; formulas and defaults are those of Keras 3. */
public sealed interface Optimizer {

  double DEFAULT_ADAPTIVE_RATE = 0.001;
  double DEFAULT_EPSILON = 1e-7;

  String label();

  /** η before any schedule, finite and at least 0. */
  double learningRate();

  /** The same rule with another η. */
  Optimizer withLearningRate(double rate);

  /** Whether the update is exactly −η times the gradient. */
  default boolean isPlainDescent() {
    return false;
  }

  /**
   * The largest curvature of a quadratic cost for which the rule is stable at a learning rate; NaN
   * for adaptive rules, whose step size depends on past gradients.
   */
  default double largestStableCurvature(double rate) {
    return Double.NaN;
  }

  /** Number of state variables per parameter. */
  int memories();

  /** Initial value of the state variables. */
  default double initialMemory() {
    return 0;
  }

  /**
   * Updates one matrix of parameters.
   *
   * @param w parameters, changed in place
   * @param g the gradient of the cost, pointing uphill
   * @param memory state variables of this matrix, changed in place
   * @param rate η of this step
   * @param step number of this step, from 1
   */
  void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step);

  /**
   * Gradient descent, plain or with momentum (Polyak 1964; Nesterov 1983).
   *
   * @param learningRate η, at least 0
   * @param momentum μ, in [0, 1]; 0 for plain descent
   * @param nesterov whether momentum is that of Nesterov
   */
  record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {

    public static final double DEFAULT_RATE = 0.01;

    public Sgd {
      Faults faults = new Faults();
      requireRate(faults, learningRate);
      faults.unless(
          momentum >= 0 && momentum <= 1, "momentum", "must lie between 0 and 1, was %s", momentum);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "sgd";
    }

    @Override
    public Sgd withLearningRate(double rate) {
      return new Sgd(rate, momentum, nesterov);
    }

    @Override
    public boolean isPlainDescent() {
      return momentum == 0;
    }

    /** 2/η; with momentum β it is 2(1+β)/η, with Nesterov's 2(1+β)/((1+2β)η). */
    @Override
    public double largestStableCurvature(double rate) {
      double plain = 2 * (1 + momentum) / rate;
      return nesterov ? plain / (1 + 2 * momentum) : plain;
    }

    @Override
    public int memories() {
      return isPlainDescent() ? 0 : 1;
    }

    @Override
    public void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step) {
      if (isPlainDescent()) {
        Updates.descend(w, g, rate);
      } else if (nesterov) {
        Updates.nesterov(w, g, memory[0], rate, momentum);
      } else {
        Updates.momentum(w, g, memory[0], rate, momentum);
      }
    }
  }

  /**
   * Divides by a running root mean square of the gradient (Tieleman and Hinton 2012).
   *
   * @param learningRate η, at least 0
   * @param rho decay of the mean, in [0, 1)
   * @param epsilon added to the mean square before the root, at least 0
   */
  record RmsProp(double learningRate, double rho, double epsilon) implements Optimizer {

    public static final double DEFAULT_RHO = 0.9;

    public RmsProp {
      Faults faults = new Faults();
      requireRate(faults, learningRate);
      requireShare(faults, "rho", rho);
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "rmsprop";
    }

    @Override
    public RmsProp withLearningRate(double rate) {
      return new RmsProp(rate, rho, epsilon);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step) {
      Updates.rmsProp(w, g, memory[0], rate, rho, epsilon);
    }
  }

  /**
   * Divides by the root of the sum of all squared gradients (Duchi et al. 2011).
   *
   * @param learningRate η, at least 0
   * @param initialAccumulator initial value of the sum, at least 0
   * @param epsilon added to the sum before the root, at least 0
   */
  record Adagrad(double learningRate, double initialAccumulator, double epsilon)
      implements Optimizer {

    public static final double DEFAULT_INITIAL_ACCUMULATOR = 0.1;

    public Adagrad {
      Faults faults = new Faults();
      requireRate(faults, learningRate);
      faults.unless(
          Double.isFinite(initialAccumulator) && initialAccumulator >= 0,
          "initialAccumulator",
          "must be finite and at least 0, was %s",
          initialAccumulator);
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "adagrad";
    }

    @Override
    public Adagrad withLearningRate(double rate) {
      return new Adagrad(rate, initialAccumulator, epsilon);
    }

    @Override
    public int memories() {
      return 1;
    }

    @Override
    public double initialMemory() {
      return initialAccumulator;
    }

    @Override
    public void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step) {
      Updates.adagrad(w, g, memory[0], rate, epsilon);
    }
  }

  /**
   * Running means of the gradient and of its square, corrected for their start at zero (Kingma and
   * Ba 2015).
   *
   * @param learningRate η, at least 0
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the mean of squares, in [0, 1)
   * @param epsilon added to the root of the mean square, at least 0
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {

    public static final double DEFAULT_BETA1 = 0.9;
    public static final double DEFAULT_BETA2 = 0.999;

    public Adam {
      Faults faults = new Faults();
      requireRate(faults, learningRate);
      requireShare(faults, "beta1", beta1);
      requireShare(faults, "beta2", beta2);
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "adam";
    }

    @Override
    public Adam withLearningRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public int memories() {
      return 2;
    }

    @Override
    public void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step) {
      double corrected = rate * Math.sqrt(weight(beta2, step)) / weight(beta1, step);
      Updates.adam(w, g, memory[0], memory[1], corrected, beta1, beta2, epsilon);
    }

    /** 1 − βᵗ, the sum of the weights of t terms in an exponential mean. */
    private static double weight(double beta, long t) {
      return -Elementary.expm1(t * Elementary.log(beta));
    }
  }

  /**
   * Adam with decoupled weight decay: every parameter is multiplied by 1 − η·λ before each step
   * (Loshchilov and Hutter 2019).
   *
   * @param adam the rule without decay
   * @param weightDecay λ, at least 0
   */
  record AdamW(Adam adam, double weightDecay) implements Optimizer {

    public static final double DEFAULT_WEIGHT_DECAY = 0.004;

    public AdamW {
      InvalidSpec.unless(
          Double.isFinite(weightDecay) && weightDecay >= 0,
          "weightDecay",
          "must be finite and at least 0, was %s",
          weightDecay);
    }

    @Override
    public String label() {
      return "adamw";
    }

    @Override
    public AdamW withLearningRate(double rate) {
      return new AdamW(adam.withLearningRate(rate), weightDecay);
    }

    @Override
    public double learningRate() {
      return adam.learningRate();
    }

    @Override
    public int memories() {
      return adam.memories();
    }

    @Override
    public void update(Matrix w, Matrix g, Matrix[] memory, double rate, long step) {
      w.scale(1 - rate * weightDecay);
      adam.update(w, g, memory, rate, step);
    }
  }

  private static void requireRate(Faults faults, double rate) {
    faults.unless(
        Double.isFinite(rate) && rate >= 0,
        "learningRate",
        "must be finite and at least 0, was %s",
        rate);
  }

  private static void requireShare(Faults faults, String name, double share) {
    faults.unless(share >= 0 && share < 1, name, "must be at least 0 and below 1, was %s", share);
  }

  private static void requireEpsilon(Faults faults, double epsilon) {
    faults.unless(
        Double.isFinite(epsilon) && epsilon >= 0,
        "epsilon",
        "must be finite and at least 0, was %s",
        epsilon);
  }
}
