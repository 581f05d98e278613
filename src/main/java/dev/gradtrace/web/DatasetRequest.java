package dev.gradtrace.web;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.json.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "DatasetReference",
    description =
        "Exactly one of: id; inputs with targets; inputs with labels and, if some class does not occur,"
            + " classes; generator.")
record DatasetRequest(
    @Schema(description = "Id of a stored or built-in dataset.", example = "iris")
        @Nullable String id,
    @Schema(description = "inputs[sample][feature].") @Nullable Table inputs,
    @Schema(description = "targets[sample][output].") @Nullable Table targets,
    @Schema(description = "Class of each sample, from 0; becomes one-hot targets.")
        int @Nullable [] labels,
    @Schema(description = "Number of classes; default: the largest label plus one.", minimum = "1")
        @Nullable Integer classes) {

  GivenDataset toSpec(Limits limits) {
    Faults faults = new Faults();
    if ((id == null) == (inputs == null)) {
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
    return inline(faults.need(inputs));
  }

  private GivenDataset inline(Table x) {
    return targets == null
        ? GivenDataset.inline(
            Dataset.ofLabels(x.toRows(), Objects.requireNonNull(labels), classes), "labels")
        : GivenDataset.inline(Dataset.ofTargets(x.toRows(), targets.toRows()), "targets");
  }
}
