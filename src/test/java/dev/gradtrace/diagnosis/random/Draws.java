package dev.gradtrace.diagnosis.random;

import java.util.List;
import java.util.SplittableRandom;

/** Random numbers in the distributions that jobs are drawn from. */
public final class Draws {

  private final SplittableRandom random;
  private double oddity = 1;

  public Draws(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Log-uniform in [low, high). */
  public double between(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  /** Log-uniform in low…high, both included; low at least 1. */
  public int integer(int low, int high) {
    return Math.min(high, (int) between(low, high + 1.0));
  }

  /** Uniform in low…high, both included. */
  public int anyOf(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  public double uniform(double low, double high) {
    return random.nextDouble(low, high);
  }

  public double gaussian() {
    return random.nextGaussian();
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Sets the factor of the probability of unusual choices; 1 initially. */
  void beOdd(double share) {
    oddity = share;
  }

  /** Whether to make an unusual choice. */
  boolean odd(double probability) {
    return chance(oddity * probability);
  }

  /** −1 or 1. */
  public int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  @SafeVarargs
  public final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public long seed() {
    return random.nextInt(1_000_000);
  }
}
