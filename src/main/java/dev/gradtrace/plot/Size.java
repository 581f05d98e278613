package dev.gradtrace.plot;

import dev.gradtrace.validation.Faults;

/** Width and height of a picture in CSS pixels. */
public record Size(int width, int height) {

  public static final int LEAST = 200;
  public static final int MOST = 4000;

  static final Size LARGEST = new Size(MOST, MOST);

  public Size {
    Faults faults = new Faults();
    require(faults, "width", width);
    require(faults, "height", height);
    faults.throwIfAny();
  }

  private static void require(Faults faults, String pointer, int pixels) {
    if (pixels < LEAST || pixels > MOST) {
      faults.malformed(pointer, "must lie between %d and %d, was %d", LEAST, MOST, pixels);
    }
  }
}
