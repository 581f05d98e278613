package dev.gradtrace.web.datasets;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.Context;
import dev.gradtrace.web.DatasetRequest;
import dev.gradtrace.web.GeneratorRequest;
import dev.gradtrace.web.GivenDataset;
import dev.gradtrace.web.json.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "NewDataset",
    description = "A dataset to keep: either inputs with targets or labels, or a generator.")
public record NewDatasetRequest(
    @Schema(description = "What people shall call it.", maxLength = 200, example = "my moons")
        String name,
    @Schema(description = "inputs[sample][feature].") @Nullable Table inputs,
    @Schema(description = "targets[sample][output]; beside inputs, instead of labels.")
        @Nullable Table targets,
    @Schema(description = "Class of each sample, from 0; beside inputs, instead of targets.")
        int @Nullable [] labels,
    @Schema(description = "Number of classes; default: the largest label plus one.", minimum = "1")
        @Nullable Integer classes,
    @Schema(description = "A generator that makes the data.")
        @Nullable GeneratorRequest generator) {

  static final int LONGEST_NAME = 200;

  Dataset toSpec(Context context) {
    Faults faults = new Faults();
    if (name != null) {
      requireName(name, faults);
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

  public static void requireName(String name, Faults faults) {
    faults.unless(
        !name.isBlank() && name.length() <= LONGEST_NAME,
        "name",
        "must have 1 to %d characters and not be blank, has %d",
        LONGEST_NAME,
        name.length());
  }
}
