package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The series of a chart can be distinguished from each other and from the background with any
 * colour vision, in both themes.
 */
class ColourVisionTest {

  private static final Path STATIC = Path.of("src/main/resources/static");

  /**
   * Ten times the just noticeable difference of adjacent surfaces, since lines are thin and apart.
   */
  private static final double APART = 13;

  /** WCAG 2, 1.4.11: graphics and the edges of controls. */
  private static final double NON_TEXT = 3;

  /** Of the reference pairs by Sharma, Wu and Dalal. */
  private static final Offset<Double> DIGITS = within(1e-4);

  private static final Pattern COLOUR = Pattern.compile("#\\p{XDigit}{6}");

  private static final int LIGHT = 0;
  private static final int DARK = 1;

  @Test
  void knowsTheFormulas() {
    double[] one = {50, 2.5, 0};
    assertThat(ColourVision.difference(one, new double[] {50, 0, -2.5})).isCloseTo(4.3065, DIGITS);
    assertThat(ColourVision.difference(one, new double[] {73, 25, -18})).isCloseTo(27.1492, DIGITS);
    assertThat(
            ColourVision.difference(
                new double[] {50, 2.6772, -79.7751}, new double[] {50, 0, -82.7485}))
        .isCloseTo(2.0425, DIGITS);
    assertThat(
            ColourVision.difference(
                new double[] {60.2574, -34.0099, 36.2677},
                new double[] {60.4626, -34.1751, 39.4387}))
        .isCloseTo(1.2644, DIGITS);
    assertThat(ColourVision.COMMON.difference(0xFFFFFF, 0x000000)).isCloseTo(100, within(1e-2));
    assertThat(ColourVision.contrast(0xFFFFFF, 0x777777)).isCloseTo(4.48, within(0.01));
  }

  @ParameterizedTest
  @EnumSource
  void seriesAreToldApart(ColourVision vision) throws IOException {
    for (int theme : List.of(LIGHT, DARK)) {
      List<String> series = coloursOf("series-\\d", theme);
      for (int i = 0; i < series.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(vision.difference(rgb(series.get(i)), rgb(series.get(j))))
              .as("%s and %s", series.get(i), series.get(j))
              .isGreaterThan(APART);
        }
      }
    }
  }

  @Test
  void seriesAndTheEdgesOfControlsStandOutFromThePaper() throws IOException {
    for (int theme : List.of(LIGHT, DARK)) {
      for (String paper : coloursOf("(?:paper|raised)", theme)) {
        for (String colour : coloursOf("(?:series-\\d|edge|accent|error|warning|good)", theme)) {
          assertThat(ColourVision.contrast(rgb(colour), rgb(paper)))
              .as("%s on %s", colour, paper)
              .isGreaterThan(NON_TEXT);
        }
      }
    }
  }

  @Test
  void chartsAndStylesHaveTheSameColours() throws IOException {
    String script = Files.readString(STATIC.resolve("charts/palette.js"));
    String end = script.substring(script.indexOf("SERIES_ON_DARK ="));
    List<String> onDark = colours(end.substring(0, end.indexOf(';')));
    assertThat(coloursOf("series-\\d", LIGHT)).isEqualTo(Palette.CATEGORICAL);
    assertThat(coloursOf("series-\\d", DARK)).isEqualTo(onDark);
  }

  /** The values of CSS properties of the page in a theme. */
  private static List<String> coloursOf(String names, int theme) throws IOException {
    List<String> found =
        Pattern.compile("--" + names + ": light-dark\\((.+?)\\)")
            .matcher(Files.readString(STATIC.resolve("styles/tokens.css")))
            .results()
            .map(property -> colours(property.group(1)).get(theme))
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static List<String> colours(String text) {
    return COLOUR
        .matcher(text)
        .results()
        .map(found -> found.group().toUpperCase(Locale.ROOT))
        .toList();
  }

  private static int rgb(String colour) {
    return Palette.rgb(colour);
  }
}
