package dev.gradtrace.web.experiments;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.ComparisonQuery;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.web.budget.Admission;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Compares the cells of experiments within the memory and work budgets. */
@Component
record Comparisons(Experiments experiments, Limits limits, Admission admission) {

  /** Multiplications equivalent to reading and measuring a run, about ten milliseconds. */
  private static final long MULTIPLICATIONS_PER_RUN = 50_000_000;

  /** Numbers for which memory is reserved at a time. */
  private static final long TOGETHER = 50_000;

  /**
   * A comparison; its memory is held until the request is answered.
   *
   * @param query makes the query, given the function to call before measuring so many numbers
   */
  Comparison of(Experiment experiment, Function<LongConsumer, ComparisonQuery> query) {
    ComparisonQuery wanted = query.apply(new Room());
    return admission.look(
        MemoryNeed.NONE,
        MULTIPLICATIONS_PER_RUN * experiment.runs().size(),
        () -> experiments.compare(experiment, wanted));
  }

  /** Draws a picture of a comparison. */
  String draw(Sketch sketch) {
    return admission.draw(sketch);
  }

  /** Reserves memory for the numbers of one comparison. Not thread-safe. */
  private final class Room implements LongConsumer {

    private long numbers;
    private long held;

    @Override
    public void accept(long more) {
      numbers += more;
      limits.requireAnswer(numbers, "metrics", "ask for fewer");
      if (numbers - held >= TOGETHER) {
        admission.answer(numbers - held);
        held = numbers;
      }
    }
  }
}
