package dev.gradtrace.theory;

import dev.gradtrace.matrix.Elementary;
import java.util.Arrays;

/**
 * Points and weights for means over z ~ N(m, v) of functions that are smooth except at z = 0, where
 * activations have a kink or bend.
 *
 * <p>Gauss–Legendre rules on panels of one standard deviation. Near z = 0, where an activation
 * differs from its asymptote, panels are halved until they are as narrow as the bend. A single
 * Gauss–Hermite rule loses six digits at a kink, and fails on a sigmoid that is steep relative to
 * the deviation of z.
 *
 * @param points values of z
 * @param weights density times width; they sum to 1
 */
record GaussianQuadrature(double[] points, double[] weights) {

  /** Standard deviations on either side, beyond which the density underflows. */
  private static final int REACH = 38;

  /** Standard deviations on either side, beyond which the density is below 1e-17. */
  private static final int NEAR = 9;

  /**
   * log₂ of the distance from z = 0, in widths of the bend, beyond which every activation equals
   * its asymptote to 1e-17.
   */
  private static final int BENT = 6;

  private static final int ORDER = 16;

  private static final double[] NODES = new double[ORDER];
  private static final double[] NODE_WEIGHTS = new double[ORDER];

  private static final GaussianQuadrature STANDARD;

  static {
    gaussLegendre();
    STANDARD = of(edges(NEAR, NEAR / 3, Double.NaN, 1), 0, 1);
  }

  static GaussianQuadrature of(double mean, double deviation) {
    return of(edges(REACH, 1, -mean / deviation, deviation), mean, deviation);
  }

  /**
   * A rule with fewer points, for nested means: panels of three standard deviations, as far as the
   * density matters.
   *
   * @param bend width of the integrand's bend at z = 0
   */
  static GaussianQuadrature smooth(double mean, double deviation, double bend) {
    double[] edges = edges(NEAR, NEAR / 3, -mean / deviation, deviation / Math.min(1, bend));
    return of(edges, mean, deviation);
  }

  /** A rule for N(0, 1), for nested means of functions that are smooth on this scale. */
  static GaussianQuadrature standard() {
    return STANDARD;
  }

  private static GaussianQuadrature of(double[] edges, double mean, double deviation) {
    if (deviation == 0) {
      return new GaussianQuadrature(new double[] {mean}, new double[] {1});
    }
    double[] points = new double[(edges.length - 1) * ORDER];
    double[] weights = new double[points.length];
    for (int panel = 0; panel < edges.length - 1; panel++) {
      double center = (edges[panel] + edges[panel + 1]) / 2;
      double half = (edges[panel + 1] - edges[panel]) / 2;
      for (int i = 0; i < ORDER; i++) {
        double x = Math.fma(half, NODES[i], center);
        int at = panel * ORDER + i;
        points[at] = Math.fma(deviation, x, mean);
        weights[at] = half * NODE_WEIGHTS[i] * Elementary.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      }
    }
    return new GaussianQuadrature(points, weights);
  }

  int size() {
    return points.length;
  }

  /**
   * Bounds of the panels, in standard deviations from the mean.
   *
   * @param kink position of z = 0
   * @param bends number of bend widths per standard deviation
   */
  private static double[] edges(int reach, int width, double kink, double bends) {
    int halvings = Math.abs(kink) < reach ? Math.max(2, Math.getExponent(bends) + 2) : 0;
    int bent = Math.min(halvings, BENT + 2);
    boolean far = halvings > bent;
    double[] edges =
        new double[2 * reach / width + 1 + (halvings > 0 ? 1 + 2 * bent : 0) + (far ? 2 : 0)];
    int count = 0;
    for (int edge = -reach; edge <= reach; edge += width) {
      edges[count++] = edge;
    }
    if (halvings > 0) {
      edges[count++] = kink;
      for (int k = far ? -1 : 0; k < bent; k++) {
        double distance = k < 0 ? 1 : Math.scalb(1.0, bent - halvings - k);
        edges[count++] = kink - distance;
        edges[count++] = kink + distance;
      }
    }
    Arrays.sort(edges);
    return edges;
  }

  /** Roots of the Legendre polynomial by Newton's method (Abramowitz and Stegun 25.4.29). */
  private static void gaussLegendre() {
    for (int i = 0; i < ORDER; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (ORDER + 0.5));
      double derivative = 0;
      for (int iteration = 0; iteration < 8; iteration++) {
        double previous = 1;
        double value = x;
        for (int k = 2; k <= ORDER; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
          previous = value;
          value = next;
        }
        derivative = ORDER * (x * value - previous) / (x * x - 1);
        x -= value / derivative;
      }
      NODES[i] = x;
      NODE_WEIGHTS[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
  }
}
