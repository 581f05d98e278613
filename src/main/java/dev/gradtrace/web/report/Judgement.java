package dev.gradtrace.web.report;

import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.job.WrongState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The diagnosis of a run, or why there is none.
 *
 * @param missing null if there is one
 */
public record Judgement(@Nullable Diagnosis diagnosis, @Nullable String missing) {

  static Judgement of(Supplier<Diagnosis> diagnosis) {
    try {
      return new Judgement(diagnosis.get(), null);
    } catch (WrongState none) {
      return new Judgement(null, none.getMessage());
    }
  }

  /** None, for a reason that is a clause of a sentence. */
  public static Judgement missing(String reason) {
    return new Judgement(null, reason);
  }
}
