package dev.gradtrace.web.networks;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.DatasetRequest;
import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "ValidationRequest",
    description = "A network, and the settings of its training, if they are known yet.")
record ValidationRequest(
    NetworkRequest network,
    @Schema(description = "Name of the cost; see the catalogue.", example = "quadratic")
        @OneOf(Cost.class)
        @Nullable String cost,
    @Schema(description = "A dataset, given in one of four ways.")
        @Nullable DatasetRequest dataset) {

  NetworkSpec toSpec(Context context) {
    Faults faults = new Faults();
    NetworkSpec spec = faults.part("network", network, given -> given.toSpec(context.limits()));
    Cost function = faults.part("", cost, name -> Names.COSTS.get("cost", name));
    GivenDataset data = faults.part("dataset", dataset, given -> given.toSpec(context));
    if (spec != null && data != null) {
      GivenDataset fitting = faults.part("dataset", data, given -> given.fitting(spec));
      if (fitting != null && function != null) {
        faults.within(
            "dataset", () -> fitting.requireTargetsOf(function, fitting.data().samples()));
      }
    }
    faults.throwIfAny();
    return faults.need(spec);
  }
}
