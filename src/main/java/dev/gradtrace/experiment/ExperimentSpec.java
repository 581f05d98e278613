package dev.gradtrace.experiment;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment shall try.
 *
 * @param caption what its user says of it
 * @param question what it shall answer; null for nothing in particular
 * @param plan its cells
 * @param subject the job whose remedies it tries; null if it tries something else
 * @param seeds what each cell is run under, none twice; empty for the seed of the cell's job
 * @param cells the job of each cell
 */
public record ExperimentSpec(
    Caption caption,
    @Nullable String question,
    Plan plan,
    @Nullable String subject,
    List<Long> seeds,
    List<JobSpec> cells) {

  public ExperimentSpec {
    seeds = List.copyOf(seeds);
    cells = List.copyOf(cells);
    if (cells.size() != plan.size()) {
      throw new IllegalArgumentException(
          "%s jobs for %s cells".formatted(cells.size(), plan.size()));
    }
    requireWithinLimits(plan, seeds);
  }

  /** Refuses more runs than an experiment may have, and a seed that is given twice. */
  public static void requireWithinLimits(Plan plan, List<Long> seeds) {
    long runs = plan.size() * Math.max(1, seeds.size());
    InvalidSpec.unless(
        runs <= Grid.MOST_RUNS,
        "factors",
        "make %d cells, with the seeds %d runs; at most %d are allowed",
        plan.size(),
        runs,
        Grid.MOST_RUNS);
    for (int i = 0; i < seeds.size(); i++) {
      int first = seeds.indexOf(seeds.get(i));
      InvalidSpec.unless(first == i, "seeds/" + i, "is the same as seed %d", first);
    }
  }

  /** The job of each run: the seeds of the first cell, then those of the second, and so on. */
  List<JobSpec> jobs() {
    return seeds.isEmpty()
        ? cells
        : cells.stream().flatMap(cell -> seeds.stream().map(cell::seeded)).toList();
  }

  /** The cell of the run with that number. */
  int cell(int run) {
    return run / Math.max(1, seeds.size());
  }
}
