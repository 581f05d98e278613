package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;

/** What a page looks like on paper. */
final class Print {

  /**
   * Whether the axes of every picture have a colour: #56606b in the light theme, #a3adb8 in the
   * dark.
   */
  private static final String AXES =
      """
      window.pictures = document.querySelectorAll(".chart canvas, .heat canvas:first-child");
      window.axesAre = ([red, green, blue]) =>
        [...pictures].every(it => {
          const {data} = it.getContext("2d").getImageData(0, 0, it.width, it.height);
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] > 250) {
              return true;
            }
          }
          return false;
        });
      window.dark = () => axesAre([0xa3, 0xad, 0xb8]);
      window.light = () => axesAre([0x56, 0x60, 0x6b]) && (pictures.length === 0 || !dark());
      addEventListener("beforeprint", () => window.printedLight = light());
      """;

  /** Whether every chart is as wide as paper lets it, though it was drawn for a wider screen. */
  private static final String FITS =
      """
      [...document.querySelectorAll(".chart canvas:first-child")].every(it => {
        it.style.width = it.parentElement.style.width = "3000px";
        return it.getBoundingClientRect().width <= it.closest(".plot").clientWidth;
      })
      """;

  private static final String COLOURS =
      "(({color, backgroundColor}) => `${color} on ${backgroundColor}`)(getComputedStyle(document.body))";

  private Print() {}

  /** Prints a light page in the dark theme, and leaves it as it is on paper. */
  static void assertDarkOnWhite(Page page) {
    page.locator("#theme").click();
    page.evaluate(AXES);
    page.waitForFunction("() => dark()");
    assertThat(page.pdf()).isNotEmpty();
    assertThat(page.evaluate("printedLight")).isEqualTo(true);
    page.waitForFunction("() => dark()");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.evaluate(COLOURS)).isEqualTo("rgb(27, 31, 36) on rgb(255, 255, 255)");
    assertThat(page.evaluate(FITS)).isEqualTo(true);
  }
}
