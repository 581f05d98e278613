package dev.gradtrace.web.experiments;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.Captions;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.NotifyRequest;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.JsonPlace;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.experiment.Factor;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Translates an experiment's request to its specification. Each cell is read as the body of a job,
 * once for all seeds.
 */
final class ExperimentTranslation {

  private static final String SEED = "/seed";

  /** Most characters of JSON that are read for all cells, and stored for all runs, together. */
  private static final long MOST_CHARACTERS = 10_000_000;

  /** Most characters of JSON that a cell sets, since each of its runs shows them. */
  private static final int MOST_CHARACTERS_SET = 30_000;

  private final Context context;
  private final Consumer<JobSpec> check;
  private final Faults faults = new Faults();

  /**
   * @param check refuses a job whose data cannot be used
   */
  ExperimentTranslation(Context context, Consumer<JobSpec> check) {
    this.context = context;
    this.check = check;
  }

  ExperimentSpec translate(ExperimentRequest request) {
    Caption caption = Captions.toSpec(request.name(), request.notes(), request.tags(), faults);
    String question = requireNonNullElse(request.question(), "?");
    Names.requireText("question", question, ExperimentRequest.LONGEST_QUESTION, faults);
    faults.part("notify", request.notification(), given -> NotifyRequest.toSpec(given, context));
    faults.unless(
        request.base() == null || !request.base().hasNonNull("notify"),
        "base/notify",
        "belongs to the experiment, beside its base");
    List<FactorRequest> given = requireNonNullElse(request.factors(), List.of());
    List<Long> seeds = requireNonNullElse(request.seeds(), List.of());
    faults.unless(
        request.seeds() == null || !seeds.isEmpty(), "seeds", "must hold at least one seed");
    Grid grid = faults.part("", () -> grid(given, seeds));
    JsonNode base = base(request.base());
    if (grid == null || base == null || seeds.stream().anyMatch(Objects::isNull)) {
      throw new InvalidSpec(faults.found());
    }
    requireWithinLimits(base, grid, Math.max(1, seeds.size()));
    List<JobSpec> cells = cells(base, given, grid);
    faults.throwIfAny();
    return new ExperimentSpec(caption, request.question(), grid, null, seeds, cells);
  }

  /** The base if it is an object; null if it is refused, here or when it was read. */
  private @Nullable JsonNode base(@Nullable JsonNode given) {
    if (given == null || given.isObject()) {
      return given;
    }
    faults.malformed("base", given.isNull() ? "is required" : "must be an object");
    return null;
  }

  private static Grid grid(List<@Nullable FactorRequest> given, List<Long> seeds) {
    Faults faults = new Faults();
    List<Factor> factors = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String place = "factors/" + i;
      Factor factor = faults.part(place, given.get(i), FactorRequest::toSpec);
      if (factor != null) {
        faults.unless(
            seeds.isEmpty() || !factor.pointer().equals(SEED),
            place + "/pointer",
            "is what seeds are for");
        factors.add(factor);
      }
    }
    faults.throwIfAny();
    if (factors.size() < given.size()) {
      // The faults of the other cells were found when these were read.
      throw new InvalidSpec(List.of());
    }
    Grid grid = new Grid(factors);
    ExperimentSpec.requireWithinLimits(grid, seeds);
    return grid;
  }

  /** Refuses an experiment whose JSON is too long to read for every cell, or to show. */
  private static void requireWithinLimits(JsonNode base, Grid grid, int seeds) {
    long set = 0;
    for (Factor factor : grid.factors()) {
      set += factor.values().stream().mapToLong(String::length).max().orElse(0);
    }
    InvalidSpec.unless(
        set <= MOST_CHARACTERS_SET,
        "factors",
        "set up to %d characters of JSON in a cell, at most %d are allowed; upload large data and"
            + " give their id",
        set,
        MOST_CHARACTERS_SET);
    long shared = base.toString().length();
    InvalidSpec.unless(
        (shared + set) * grid.size() * seeds <= MOST_CHARACTERS,
        "base",
        "has %d characters of JSON for each of %d runs, at most %d together are allowed; upload"
            + " large data and give their id",
        shared,
        grid.size() * seeds,
        MOST_CHARACTERS);
  }

  private List<JobSpec> cells(JsonNode base, List<FactorRequest> factors, Grid grid) {
    GridFaults wrong = new GridFaults(grid);
    Set<Fault> misplaced = new LinkedHashSet<>();
    List<JobSpec> cells = new ArrayList<>();
    for (int cell = 0; cell < grid.size() && !wrong.areMany(); cell++) {
      Deadline.check();
      wrong.next();
      JsonNode body = body(base, factors, choices(grid, cell), misplaced);
      if (body != null) {
        try {
          cells.add(job(body));
        } catch (InvalidSpec e) {
          for (Fault fault : e.faults()) {
            wrong.add(cell, fault);
          }
        }
      }
    }
    misplaced.forEach(faults::add);
    wrong.tell(faults);
    return cells;
  }

  private static int[] choices(Grid grid, int cell) {
    return IntStream.range(0, grid.factors().size()).map(i -> grid.choice(cell, i)).toArray();
  }

  /** The body of a cell; null if a factor's place does not exist in it. */
  private static @Nullable JsonNode body(
      JsonNode base, List<FactorRequest> factors, int[] choices, Set<Fault> misplaced) {
    JsonNode body = base;
    boolean complete = true;
    for (int i = 0; i < choices.length; i++) {
      FactorRequest factor = factors.get(i);
      try {
        body = JsonPlace.of(factor.pointer()).put(body, factor.values().get(choices[i]));
      } catch (InvalidSpec nowhere) {
        String place = "factors/" + i + "/pointer";
        nowhere.faults().forEach(fault -> misplaced.add(fault.within(place)));
        complete = false;
      }
    }
    return complete ? body : null;
  }

  private JobSpec job(JsonNode body) {
    JobSpec job =
        BodyReader.read(TrainingJobRequest.class, body.toString())
            .to(request -> request.toSpec(context));
    check.accept(job);
    return job;
  }
}
