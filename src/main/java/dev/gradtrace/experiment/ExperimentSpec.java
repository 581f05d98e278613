package dev.gradtrace.experiment;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The specification of an experiment.
 *
 * @param caption name, notes and tags of its user
 * @param question question that it answers, by the user; null for none
 * @param plan its cells
 * @param subject id of the job whose remedies it tries; null if it is another kind of experiment
 * @param seeds distinct seeds that each cell runs under; empty for the seed of the cell's job
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

  /** Refuses too many runs, and duplicate seeds. */
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

  /** The job of each run: the first cell under each seed, then the second, and so on. */
  List<JobSpec> jobs() {
    return seeds.isEmpty()
        ? cells
        : cells.stream().flatMap(cell -> seeds.stream().map(cell::seeded)).toList();
  }

  /** The cell of a run, given the number of the run. */
  int cell(int run) {
    return run / Math.max(1, seeds.size());
  }
}
