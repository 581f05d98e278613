package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaletteTest {

  @Test
  void isThatOfThePage() throws IOException {
    try (InputStream script = PaletteTest.class.getResourceAsStream("/static/charts/palette.js")) {
      String colours = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(colours.replaceAll(",\\s*]", "]"))
          .containsIgnoringWhitespaces(
              "SERIES = " + quoted(Palette.CATEGORICAL), "HEAT = " + quoted(Palette.VIRIDIS));
    }
  }

  private static String quoted(List<String> colours) {
    return colours.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  @Test
  void passesThroughTheColoursOfViridis() {
    for (int i = 0; i < Palette.VIRIDIS.size(); i++) {
      assertThat(Palette.viridis(i / (Palette.VIRIDIS.size() - 1.0)))
          .isEqualTo(Palette.rgb(Palette.VIRIDIS.get(i)));
    }
    assertThat(Palette.viridis(-1)).isEqualTo(Palette.viridis(0));
    assertThat(Palette.viridis(2)).isEqualTo(Palette.viridis(1));
  }

  /** Larger amounts are lighter, so that they can be distinguished without hue. */
  @Test
  void ascendsInLightness() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      double luminance = luminance(Palette.viridis(i / 100.0));
      assertThat(luminance).as("at %d %%", i).isGreaterThan(before);
      before = luminance;
    }
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    return Math.pow(channel / 255.0, 2.2);
  }
}
