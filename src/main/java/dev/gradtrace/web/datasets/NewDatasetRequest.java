package dev.gradtrace.web.datasets;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.DatasetRequest;
import dev.gradtrace.contract.Forms;
import dev.gradtrace.contract.Forms.Form;
import dev.gradtrace.contract.GeneratorRequest;
import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Forms({
  @Form({"inputs", "targets"}),
  @Form(
      value = {"inputs", "labels"},
      maybe = "classes"),
  @Form("generator")
})
@Schema(
    name = "NewDataset",
    description = "A dataset to keep: either inputs with targets or labels, or a generator.")
record NewDatasetRequest(
    @Schema(description = "Its name, for people.", maxLength = 200, example = "my moons")
        String name,
    @Schema(description = "inputs[sample][feature].") @Nullable NumberTable inputs,
    @Schema(description = "targets[sample][output]; beside inputs, instead of labels.")
        @Nullable NumberTable targets,
    @Schema(description = "Class of each sample, from 0; beside inputs, instead of targets.")
        int @Nullable [] labels,
    @Schema(description = "Number of classes; default: the largest label plus one.", minimum = "1")
        @Nullable Integer classes,
    @Schema(description = "A generator that makes the data.")
        @Nullable GeneratorRequest generator) {

  Dataset toSpec(Context context) {
    Faults faults = new Faults();
    if (name != null) {
      Names.requireName(name, faults);
    }
    GivenDataset given =
        faults.<GivenDataset>part(
            "",
            () ->
                new DatasetRequest(null, inputs, targets, labels, classes, generator, null)
                    .toSpec(context));
    faults.throwIfAny();
    return faults.need(given).data().named(faults.need(name));
  }
}
