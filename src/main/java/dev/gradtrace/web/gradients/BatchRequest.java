package dev.gradtrace.web.gradients;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.DatasetRequest;
import dev.gradtrace.contract.Forms;
import dev.gradtrace.contract.Forms.Form;
import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Forms({
  @Form({"inputs", "targets"}),
  @Form(
      value = {"inputs", "labels"},
      maybe = "classes"),
  @Form(value = "dataset", maybe = "first")
})
@Schema(
    name = "Batch",
    description =
        "Samples to look at: either inputs with targets or labels, or the first samples of a dataset.")
public record BatchRequest(
    @Schema(description = "inputs[sample][feature].") @Nullable NumberTable inputs,
    @Schema(description = "targets[sample][output]; beside inputs, instead of labels.")
        @Nullable NumberTable targets,
    @Schema(
            description =
                "Class of each sample, from 0; beside inputs, instead of targets. Becomes one-hot"
                    + " targets; with one output, 0 or 1.")
        int @Nullable [] labels,
    @Schema(
            description =
                "Number of classes, beside labels; default: as many as outputs, but at least two.",
            minimum = "1")
        @Nullable Integer classes,
    @Schema(description = "A dataset, given in one of four ways.") @Nullable DatasetRequest dataset,
    @Schema(
            description = "How many samples of the dataset; default, and at most, all.",
            minimum = "1")
        @Nullable Integer first) {

  public Batch toSpec(NetworkSpec network, Context context) {
    GivenDataset given = given(network, context);
    Faults faults = new Faults();
    faults.unless(first == null || first >= 1, "first", "must be at least 1, was %d", orAll());
    if (first != null && dataset == null) {
      faults.malformed("", "must hold a dataset beside first");
    }
    GivenDataset fitting = faults.<GivenDataset>part("", () -> given.fitting(network));
    faults.throwIfAny();
    int samples = Math.min(orAll(), given.data().samples());
    context.limits().requireBatch(samples, network);
    return new Batch(faults.need(fitting), samples);
  }

  private int orAll() {
    return requireNonNullElse(first, Integer.MAX_VALUE);
  }

  private GivenDataset given(NetworkSpec network, Context context) {
    if (dataset == null) {
      if (inputs == null) {
        throw InvalidSpec.malformed("", "must hold either inputs or a dataset");
      }
      Integer known =
          labels == null || classes != null ? classes : (Integer) Math.max(2, network.outputs());
      return DatasetRequest.ofRows(inputs, targets, labels, known).toSpec(context);
    }
    Faults faults = new Faults();
    if (inputs != null || targets != null || labels != null || classes != null) {
      faults.malformed("", "must hold either a dataset or inputs");
    }
    GivenDataset given = faults.<GivenDataset>part("dataset", () -> dataset.toSpec(context));
    faults.throwIfAny();
    return faults.need(given).within("dataset");
  }
}
