package dev.gradtrace.plot;

import java.util.List;

/**
 * The colours of all pictures, on white; the page uses the same on its light theme. Categories have
 * the hues of Okabe and Ito, adjusted until each contrasts with the background and with all others
 * for every kind of colour vision; amounts have viridis.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, Color Universal Design</a>
 * @see <a href="https://bids.github.io/colormap/">viridis</a>
 */
public final class Palette {

  /** Colours of up to seven categories, in this order. */
  public static final List<String> CATEGORICAL =
      List.of("#0F4DB0", "#A9420C", "#007D53", "#AC7A90", "#D6740A", "#5F8FD0", "#55555C");

  /** Evenly spaced colours from the smallest to the largest amount. */
  public static final List<String> VIRIDIS =
      List.of(
          "#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59",
          "#B4DE2C", "#FDE725");

  /** Colour of lines in the background. */
  static final String BACKGROUND_LINE = "#B3B3B3";

  /** Colour of missing values. */
  static final String MISSING = "#D9D9D9";

  static final String PAPER = "#FFFFFF";
  static final String INK = "#333333";

  private Palette() {}

  /**
   * The colour of an amount as 0xRRGGBB.
   *
   * @param share position in the scale, clamped to 0…1
   */
  static int viridis(double share) {
    double place = Math.min(Math.max(share, 0), 1) * (VIRIDIS.size() - 1);
    int below = Math.min((int) place, VIRIDIS.size() - 2);
    int from = rgb(VIRIDIS.get(below));
    int to = rgb(VIRIDIS.get(below + 1));
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = from >> shift & 0xff;
      int high = to >> shift & 0xff;
      mixed |= (int) Math.round(low + (place - below) * (high - low)) << shift;
    }
    return mixed;
  }

  static int rgb(String colour) {
    return Integer.parseInt(colour.substring(1), 16);
  }
}
