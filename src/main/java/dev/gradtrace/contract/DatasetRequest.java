package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Forms.Form;
import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Forms({
  @Form("id"),
  @Form({"inputs", "targets"}),
  @Form(
      value = {"inputs", "labels"},
      maybe = "classes"),
  @Form("generator")
})
@Schema(
    name = "DatasetReference",
    description =
        "Exactly one of: id; inputs with targets; inputs with labels and, if some class does not occur,"
            + " classes; generator.")
public record DatasetRequest(
    @Schema(description = "Id of a stored or built-in dataset.", example = "iris")
        @Nullable String id,
    @Schema(description = "inputs[sample][feature].") @Nullable NumberTable inputs,
    @Schema(description = "targets[sample][output]; beside inputs, instead of labels.")
        @Nullable NumberTable targets,
    @Schema(
            description =
                "Class of each sample, from 0; beside inputs, instead of targets. Becomes one-hot"
                    + " targets; with two classes and one output, 0 or 1.")
        int @Nullable [] labels,
    @Schema(description = "Number of classes; default: the largest label plus one.", minimum = "1")
        @Nullable Integer classes,
    @Schema(description = "A generator that makes the data.") @Nullable GeneratorRequest generator,
    @Schema(
            description =
                "Number of samples; filled in by answers and ignored in requests, so that an echoed"
                    + " dataset can be sent again.")
        @Nullable Integer samples) {

  /** A dataset of rows that are part of the request. */
  public static DatasetRequest ofRows(
      @Nullable NumberTable inputs,
      @Nullable NumberTable targets,
      int @Nullable [] labels,
      @Nullable Integer classes) {
    return new DatasetRequest(null, inputs, targets, labels, classes, null, null);
  }

  public GivenDataset toSpec(Context context) {
    requireOneForm();
    if (id != null) {
      return stored(id, context);
    }
    if (generator != null) {
      DataOrigin source = generated(generator);
      return GivenDataset.named(source, source.load(context.datasets()));
    }
    NumberTable rows = Objects.requireNonNull(inputs);
    requireRoom(rows, context.limits());
    return GivenDataset.inline(inline(rows), targets == null ? "labels" : "targets");
  }

  /**
   * The data of a stored job.
   *
   * @param attached finds rows that are stored beside the specification
   */
  DataOrigin restore(IntFunction<DataOrigin> attached) {
    if (id != null) {
      return new DataOrigin.Stored(id);
    }
    if (generator != null) {
      return generated(generator);
    }
    return inputs == null
        ? attached.apply(requireNonNullElse(samples, 0))
        : new DataOrigin.Inline(inline(inputs));
  }

  private Dataset inline(NumberTable rows) {
    return targets == null
        ? Dataset.ofLabels(rows.toRows(), Objects.requireNonNull(labels), classes)
        : Dataset.ofTargets(rows.toRows(), targets.toRows());
  }

  private static DataOrigin generated(GeneratorRequest generator) {
    Faults faults = new Faults();
    Generator maker = faults.part("generator", generator, GeneratorRequest::toSpec);
    faults.throwIfAny();
    return new DataOrigin.Generated(faults.need(maker));
  }

  private static GivenDataset stored(String id, Context context) {
    Dataset data =
        context
            .named(id)
            .orElseThrow(
                () ->
                    InvalidSpec.meaningless(
                        "id", "is not the id of a dataset: %s", Named.shorten(id)));
    return GivenDataset.named(new DataOrigin.Stored(id), data);
  }

  private void requireOneForm() {
    Faults faults = new Faults();
    if (Stream.of(id, inputs, generator).filter(Objects::nonNull).count() != 1) {
      faults.malformed("", "must hold exactly one of id, inputs and generator");
    }
    if (inputs != null && (targets == null) == (labels == null)) {
      faults.malformed("", "must hold either targets or labels beside inputs");
    }
    if (inputs == null && (targets != null || labels != null)) {
      faults.malformed("", "must hold inputs beside targets or labels");
    }
    if (classes != null && labels == null) {
      faults.malformed("", "must hold labels beside classes");
    }
    faults.throwIfAny();
  }

  private static void requireRoom(NumberTable rows, Limits limits) {
    InvalidSpec.unless(
        rows.values().length <= limits.datasetValues(),
        "inputs",
        "hold %d values, at most %d are allowed",
        rows.values().length,
        limits.datasetValues());
  }
}
