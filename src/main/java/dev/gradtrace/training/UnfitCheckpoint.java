package dev.gradtrace.training;

import java.util.Locale;

/** A checkpoint belongs to another run than the one to be resumed. */
public final class UnfitCheckpoint extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnfitCheckpoint(String message) {
    super(message);
  }

  static void unless(boolean fits, String format, Object... values) {
    if (!fits) {
      throw new UnfitCheckpoint(
          "the checkpoint is of another run: " + String.format(Locale.ROOT, format, values));
    }
  }
}
