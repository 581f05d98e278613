package dev.gradtrace.plot;

import static java.lang.Math.cbrt;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.hypot;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.toDegrees;
import static java.lang.Math.toRadians;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Perceived colours, also with colour vision deficiencies, which one in twelve men has.
 *
 * @see <a href="https://doi.org/10.1109/TVCG.2009.113">Machado, Oliveira and Fernandes, A
 *     Physiologically-based Model for Simulation of Color Vision Deficiency (2009), severity 1</a>
 */
enum ColourVision {
  COMMON(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
  PROTANOPIA(
      new double[][] {
        {0.152286, 1.052583, -0.204868},
        {0.114503, 0.786281, 0.099216},
        {-0.003882, -0.048116, 1.051998}
      }),
  DEUTERANOPIA(
      new double[][] {
        {0.367322, 0.860646, -0.227968},
        {0.280085, 0.672501, 0.047413},
        {-0.011820, 0.042940, 0.968881}
      }),
  TRITANOPIA(
      new double[][] {
        {1.255528, -0.076749, -0.178779},
        {-0.078411, 0.930809, 0.147602},
        {0.004733, 0.691367, 0.303900}
      });

  /** From linear sRGB to CIE XYZ, relative to the white point D65. */
  private static final double[][] XYZ = {
    {0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}
  };

  private final double[][] seen;

  ColourVision(double[][] seen) {
    this.seen = seen;
  }

  /** CIEDE2000 difference between two colours 0xRRGGBB as perceived. */
  double difference(int one, int other) {
    return difference(lab(one), lab(other));
  }

  /** The contrast of two colours 0xRRGGBB by WCAG 2, from 1 to 21. */
  static double contrast(int one, int other) {
    double[] luminances = {luminance(one), luminance(other)};
    Arrays.sort(luminances);
    return (luminances[1] + 0.05) / (luminances[0] + 0.05);
  }

  private static double luminance(int colour) {
    return times(XYZ, linear(colour))[1];
  }

  private double[] lab(int colour) {
    double[] light =
        Arrays.stream(times(seen, linear(colour)))
            .map(part -> Math.min(1, Math.max(0, part)))
            .toArray();
    double[] f = Arrays.stream(times(XYZ, light)).map(ColourVision::compressed).toArray();
    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }

  private static double compressed(double share) {
    return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116;
  }

  private static double[] linear(int colour) {
    return IntStream.of(16, 8, 0)
        .mapToDouble(shift -> (colour >> shift & 0xff) / 255.0)
        .map(part -> part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4))
        .toArray();
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Arrays.stream(matrix)
        .mapToDouble(
            row -> IntStream.range(0, row.length).mapToDouble(i -> row[i] * vector[i]).sum())
        .toArray();
  }

  /** The CIEDE2000 difference of two colours in L*, a*, b* (Sharma, Wu and Dalal 2005). */
  static double difference(double[] one, double[] other) {
    double g = greyness((hypot(one[1], one[2]) + hypot(other[1], other[2])) / 2);
    double[] a = polar(one, 1 + (1 - g) / 2);
    double[] b = polar(other, 1 + (1 - g) / 2);
    double chroma = (a[1] + b[1]) / 2;
    double turn = a[1] * b[1] == 0 ? 0 : between(b[2] - a[2]);
    double hue = a[1] * b[1] == 0 ? a[2] + b[2] : a[2] + turn / 2;
    double light = pow((a[0] + b[0]) / 2 - 50, 2);
    double l = (b[0] - a[0]) / (1 + 0.015 * light / sqrt(20 + light));
    double c = (b[1] - a[1]) / (1 + 0.045 * chroma);
    double h = 2 * sqrt(a[1] * b[1]) * sin(toRadians(turn / 2)) / (1 + 0.015 * chroma * ofHue(hue));
    double around = between(hue - 275) / 25;
    double rotation = -sin(toRadians(60 * exp(-around * around))) * 2 * greyness(chroma);
    return sqrt(l * l + c * c + h * h + rotation * c * h);
  }

  private static double greyness(double chroma) {
    return sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7)));
  }

  /** Lightness, chroma and hue in degrees. */
  private static double[] polar(double[] lab, double stretch) {
    double a = lab[1] * stretch;
    return new double[] {lab[0], hypot(a, lab[2]), toDegrees(Math.atan2(lab[2], a))};
  }

  /** The angle normalised to [−180, 180]. */
  private static double between(double degrees) {
    return Math.IEEEremainder(degrees, 360);
  }

  private static double ofHue(double degrees) {
    return 1
        - 0.17 * cos(toRadians(degrees - 30))
        + 0.24 * cos(toRadians(2 * degrees))
        + 0.32 * cos(toRadians(3 * degrees + 6))
        - 0.20 * cos(toRadians(4 * degrees - 63));
  }
}
