package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An intermediate value of a decomposed normalisation over the units of a sample: a polynomial in
 * the signal x, its mean m, its mean square q and its deviation d, whose exponent may be negative.
 *
 * @param x the signal
 * @param terms coefficients by the exponents of x, m, q and d; one for all units or one per unit
 * @param spread d² once a root was taken; null before
 */
record Moments(Signal x, Map<Term, double[]> terms, @Nullable Spread spread) implements GraphValue {

  /** Enough for (x − m)²·d⁻¹·γ + β however it is expanded. */
  private static final int MOST_TERMS = 16;

  /** For sums of the same numbers in another order. */
  private static final double TOLERANCE = 1e-12;

  private static final Term ONE = new Term(0, 0, 0, 0);
  private static final Term MEAN = new Term(0, 1, 0, 0);
  private static final Term SQUARE_OF_MEAN = new Term(0, 2, 0, 0);
  private static final Term MEAN_SQUARE = new Term(0, 0, 1, 0);
  private static final Term OVER_DEVIATION = new Term(1, 0, 0, -1);
  private static final Term MEAN_OVER_DEVIATION = new Term(0, 1, 0, -1);

  Moments {
    InvalidSpec.unless(
        !terms.isEmpty() && terms.size() <= MOST_TERMS,
        "",
        "computes something else than a normalisation does");
  }

  /** The exponents of x, m, q and d in a term. */
  record Term(int x, int m, int q, int d) {
    Term times(Term other) {
      return new Term(x + other.x, m + other.m, q + other.q, d + other.d);
    }

    boolean is(Term other) {
      return equals(other);
    }
  }

  /** d²: q − m² + ε if centred, else q + ε. */
  record Spread(boolean isCentred, double epsilon) {}

  /**
   * The normalisation γ·û + β.
   *
   * @param factor γ; null for 1
   * @param offset β; null for 0
   */
  record Normal(Spread spread, double @Nullable [] factor, double @Nullable [] offset) {}

  static Moments of(Signal x) {
    return of(x, new Term(1, 0, 0, 0));
  }

  static Moments mean(Signal x) {
    return of(x, MEAN);
  }

  static Moments meanSquare(Signal x) {
    return of(x, MEAN_SQUARE);
  }

  static Moments constant(Signal x, double[] value) {
    return new Moments(x, Map.of(ONE, value), null);
  }

  private static Moments of(Signal x, Term term) {
    return new Moments(x, Map.of(term, new double[] {1}), null);
  }

  /** Number of coefficients. */
  long size() {
    return terms.values().stream().mapToLong(coefficient -> coefficient.length).sum();
  }

  Moments plus(Moments other, double sign) {
    Map<Term, double[]> sum = new LinkedHashMap<>(terms);
    other.terms.forEach(
        (term, coefficient) ->
            sum.merge(term, times(coefficient, new double[] {sign}), Moments::sum));
    sum.values().removeIf(coefficient -> Arrays.stream(coefficient).allMatch(c -> c == 0));
    return with(sum, common(other));
  }

  Moments times(Moments other) {
    Map<Term, double[]> product = new LinkedHashMap<>();
    terms.forEach(
        (term, coefficient) ->
            other.terms.forEach(
                (by, factor) ->
                    product.merge(term.times(by), times(coefficient, factor), Moments::sum)));
    return with(product, common(other));
  }

  /** Its reciprocal; it must be a single term that is a power of d. */
  Moments reciprocal() {
    Map.Entry<Term, double[]> first = terms.entrySet().iterator().next();
    int exponent = first.getKey().d;
    InvalidSpec.unless(
        terms.size() == 1 && first.getKey().is(new Term(0, 0, 0, exponent)),
        "",
        "divides by something else than a deviation");
    return with(
        Map.of(
            new Term(0, 0, 0, -exponent),
            Arrays.stream(first.getValue()).map(c -> 1 / c).toArray()),
        spread);
  }

  /** Its square root; it must be b·(q − m²) + c or b·q + c. */
  Moments root() {
    double square = coefficient(MEAN_SQUARE);
    double centre = coefficient(SQUARE_OF_MEAN);
    double rest = coefficient(ONE);
    long others =
        terms.keySet().stream()
            .filter(t -> !t.is(MEAN_SQUARE) && !t.is(SQUARE_OF_MEAN) && !t.is(ONE))
            .count();
    boolean isCentred = Math.abs(centre + square) <= TOLERANCE * square;
    InvalidSpec.unless(
        others == 0 && square > 0 && rest >= 0 && (isCentred || centre == 0) && spread == null,
        "",
        "draws a root of something else than a variance or mean square");
    return new Moments(
        x,
        Map.of(new Term(0, 0, 0, 1), new double[] {Math.sqrt(square)}),
        new Spread(isCentred, rest / square));
  }

  /** Its mean over the units of a sample. */
  Moments averaged() {
    Map<Term, double[]> means = new LinkedHashMap<>();
    terms.forEach(
        (term, coefficient) -> {
          InvalidSpec.unless(
              term.x <= 2 && coefficient.length == 1, "", "takes a mean that no norm has");
          Term mean =
              new Term(0, term.m + (term.x == 1 ? 1 : 0), term.q + (term.x == 2 ? 1 : 0), term.d);
          means.merge(mean, coefficient, Moments::sum);
        });
    means.values().removeIf(coefficient -> coefficient[0] == 0);
    return with(means, spread);
  }

  /** The normalisation that it amounts to; null if it is none. */
  @Nullable Normal normal() {
    double[] factor = terms.get(OVER_DEVIATION);
    double[] centre = terms.get(MEAN_OVER_DEVIATION);
    double[] offset = terms.get(ONE);
    int known = (factor == null ? 0 : 1) + (centre == null ? 0 : 1) + (offset == null ? 0 : 1);
    if (spread == null || factor == null || known != terms.size()) {
      return null;
    }
    boolean fits = spread.isCentred ? centre != null && cancels(factor, centre) : centre == null;
    boolean isOne = Arrays.stream(factor).allMatch(c -> c == 1);
    return fits ? new Normal(spread, isOne ? null : factor, offset) : null;
  }

  private static boolean cancels(double[] factor, double[] centre) {
    double[] sum = sum(factor, centre);
    double largest = Arrays.stream(factor).map(Math::abs).max().orElse(0);
    return Arrays.stream(sum).allMatch(c -> Math.abs(c) <= TOLERANCE * largest);
  }

  private double coefficient(Term term) {
    double[] coefficient = terms.get(term);
    InvalidSpec.unless(
        coefficient == null || coefficient.length == 1,
        "",
        "draws a root of something that differs from unit to unit");
    return coefficient == null ? 0 : coefficient[0];
  }

  private Moments with(Map<Term, double[]> other, @Nullable Spread drawn) {
    return new Moments(x, other, drawn);
  }

  private @Nullable Spread common(Moments other) {
    InvalidSpec.unless(
        spread == null || other.spread == null || spread.equals(other.spread),
        "",
        "joins two deviations");
    return spread == null ? other.spread : spread;
  }

  private static double[] sum(double[] a, double[] b) {
    return each(a, b, true);
  }

  private static double[] times(double[] a, double[] b) {
    return each(a, b, false);
  }

  private static double[] each(double[] a, double[] b, boolean adds) {
    InvalidSpec.unless(
        a.length == 1 || b.length == 1 || a.length == b.length,
        "",
        "joins %d numbers and %d",
        a.length,
        b.length);
    double[] result = new double[Math.max(a.length, b.length)];
    for (int i = 0; i < result.length; i++) {
      double left = a[a.length == 1 ? 0 : i];
      double right = b[b.length == 1 ? 0 : i];
      result[i] = adds ? left + right : left * right;
    }
    return result;
  }
}
