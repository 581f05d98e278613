package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A function of a number z, as the operations of a graph that compute it from z. */
final class Curve {

  /** The function z. */
  static final Curve IDENTITY = new Curve(List.of(), operands -> Double.NaN);

  /** The longest spelling of an activation that is known takes a dozen. */
  private static final int MOST_STEPS = 500;

  private static final int MOST_POINTS = 5000;

  /** From any two points of samples, to neighbours among doubles. */
  private static final int MOST_HALVINGS = 100;

  /** Bends closer to 0 than this would not be seen in the values. */
  private static final double NEAR_ZERO = 1e-6;

  private final List<Curve> operands;
  private final ToDoubleFunction<double[]> operation;
  private final double[] marks;
  private final int depth;
  private @Nullable Samples samples;

  /**
   * @param marks values of the first operand, beside 0, where the operation changes what it does
   */
  private Curve(List<Curve> operands, ToDoubleFunction<double[]> operation, double... marks) {
    this.operands = operands;
    this.operation = operation;
    this.marks = marks;
    this.depth = 1 + operands.stream().mapToInt(operand -> operand.depth).max().orElse(0);
    requireFew(depth);
  }

  private static void requireFew(int steps) {
    InvalidSpec.unless(
        steps <= MOST_STEPS, "", "computes an activation in more than %d steps", MOST_STEPS);
  }

  static Curve constant(double value) {
    return new Curve(List.of(), operands -> value);
  }

  static Curve of(DoubleUnaryOperator function) {
    return IDENTITY.map(function);
  }

  /**
   * Another function of this.
   *
   * @param bends where it bends or jumps, or changes fast; 0 need not be named
   */
  Curve map(DoubleUnaryOperator function, double... bends) {
    return new Curve(List.of(this), values -> function.applyAsDouble(values[0]), bends);
  }

  Curve combine(Curve other, DoubleBinaryOperator function) {
    return new Curve(List.of(this, other), values -> function.applyAsDouble(values[0], values[1]));
  }

  /** {@code then} where this is not 0, {@code otherwise} where it is. */
  Curve choose(Curve then, Curve otherwise) {
    return new Curve(
        List.of(this, then, otherwise), values -> values[0] == 0 ? values[2] : values[1]);
  }

  /**
   * The values at the points of {@link Samples#POINTS}, and on either side of every z where an
   * operation on the way bends, jumps or changes fast: where operands pass 0, a mark or each other.
   *
   * @throws InvalidSpec if there are too many of them
   */
  Samples samples() {
    if (samples == null) {
      Deadline.check();
      samples = new Sampling(steps()).run();
    }
    return samples;
  }

  /** The steps from z to this, operands first. */
  private List<Curve> steps() {
    Map<Curve, Boolean> seen = new IdentityHashMap<>();
    List<Curve> steps = new ArrayList<>();
    collect(seen, steps);
    return steps;
  }

  private void collect(Map<Curve, Boolean> seen, List<Curve> steps) {
    if (seen.put(this, true) == null) {
      operands.forEach(operand -> operand.collect(seen, steps));
      steps.add(this);
      requireFew(steps.size());
    }
  }

  /** The evaluation of steps at points that become more. */
  private static final class Sampling {

    private final List<Curve> steps;
    private final int[][] operands;
    private final NavigableSet<Double> points = new TreeSet<>();

    Sampling(List<Curve> steps) {
      this.steps = steps;
      Map<Curve, Integer> places = new IdentityHashMap<>();
      steps.forEach(step -> places.put(step, places.size()));
      this.operands =
          steps.stream()
              .map(step -> step.operands.stream().mapToInt(places::get).toArray())
              .toArray(int[][]::new);
    }

    Samples run() {
      for (double z : Samples.POINTS) {
        points.add(z);
      }
      for (int step = 0; step < steps.size(); step++) {
        int[] of = operands[step];
        for (int operand : of) {
          locate(operand, row -> row[operand]);
        }
        for (double mark : steps.get(step).marks) {
          locate(of[0], row -> row[of[0]] - mark);
        }
        if (of.length == 2) {
          locate(Math.max(of[0], of[1]), row -> row[of[0]] - row[of[1]]);
        }
      }
      return Samples.of(z -> row(z, steps.size())[steps.size() - 1], points);
    }

    /** The values of the first steps at z. */
    private double[] row(double z, int count) {
      double[] row = new double[count];
      for (int step = 0; step < count; step++) {
        int[] of = operands[step];
        double[] values = new double[of.length];
        for (int i = 0; i < of.length; i++) {
          values[i] = row[of[i]];
        }
        Curve curve = steps.get(step);
        row[step] = curve == IDENTITY ? z : curve.operation.applyAsDouble(values);
      }
      return row;
    }

    /**
     * Adds points on either side of every change of sign.
     *
     * @param last the last step that {@code difference} looks at
     */
    private void locate(int last, ToDoubleFunction<double[]> difference) {
      double before = Double.NaN;
      double sign = Double.NaN;
      for (double z : List.copyOf(points)) {
        double next = sign(difference, row(z, last + 1));
        if (Math.abs(next - sign) > 0) {
          divide(before, z, row -> sign(difference, row), last);
        }
        before = z;
        sign = next;
      }
    }

    private void divide(double low, double high, ToDoubleFunction<double[]> sign, int last) {
      double a = low;
      double b = high;
      double first = sign.applyAsDouble(row(low, last + 1));
      for (int i = 0; i < MOST_HALVINGS && Math.max(-a, b) > NEAR_ZERO; i++) {
        double middle = a / 2 + b / 2;
        if (middle <= a || middle >= b) {
          break;
        }
        if (sign.applyAsDouble(row(middle, last + 1)) == first) {
          a = middle;
        } else {
          b = middle;
        }
      }
      points.add(a);
      points.add(b);
      InvalidSpec.unless(
          points.size() <= MOST_POINTS, "", "bends too often to be an activation of a layer here");
    }

    /** −1, 0 or 1; 0 for what has underflowed. */
    private static double sign(ToDoubleFunction<double[]> difference, double[] row) {
      double value = difference.applyAsDouble(row);
      return Math.abs(value) < Double.MIN_NORMAL ? 0 : Math.signum(value);
    }
  }
}
