package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.SpecSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "TrainingSpecSummary",
    description = "What was asked for, in short; the job itself has all of it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpecSummaryView(
    NetworkView network,
    @Schema(description = "Name of the cost.") @OneOf(Cost.class) String cost,
    OptimizerView optimizer,
    DataView dataset) {

  public static SpecSummaryView of(SpecSummary spec) {
    return new SpecSummaryView(
        NetworkView.of(spec.network()),
        spec.cost(),
        new OptimizerView(spec.optimizer(), spec.learningRate()),
        new DataView(spec.dataset().id(), spec.dataset().generator(), spec.dataset().samples()));
  }

  @Schema(name = "NetworkSummary", description = "A network in short.")
  record NetworkView(
      @Schema(description = "Number of input features n⁰.") int inputs,
      @Schema(
              description =
                  "Layers in forward order, equal neighbours together; of more than eight such runs, the"
                      + " first seven and the last.")
          List<LayerRunView> layers,
      @Schema(description = "How many runs are left out before the last one; mostly 0.")
          int layersOmitted,
      @Schema(description = "L, the number of layers, those of blocks included.") int depth,
      @Schema(description = "Number of parameters that are trained.") long parameterCount) {

    static NetworkView of(SpecSummary.NetworkSummary network) {
      return new NetworkView(
          network.inputs(),
          network.layers().stream().map(LayerRunView::of).toList(),
          network.layersOmitted(),
          network.depth(),
          network.parameterCount());
    }
  }

  @Schema(
      name = "LayerRun",
      description =
          "Layers in a row of one width and activation; or residual blocks in a row that have such layers.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LayerRunView(
      @Schema(description = "Number of neurons of each; absent for blocks.")
          @Nullable Integer units,
      @Schema(description = "Name of the activation; absent for blocks.")
          @OneOf(family = Family.ACTIVATION)
          @Nullable String activation,
      @Schema(
              description =
                  "The layers of each block, of more than eight runs the first seven and the last;"
                      + " absent for layers.")
          @Nullable List<LayerRunView> residual,
      @Schema(description = "How many there are in a row; absent for one.")
          @Nullable Integer repeat) {

    static LayerRunView of(SpecSummary.LayerRun run) {
      List<SpecSummary.LayerRun> inside = run.residual();
      return new LayerRunView(
          run.units(),
          run.activation(),
          inside == null ? null : inside.stream().map(LayerRunView::of).toList(),
          run.repeat() == 1 ? null : run.repeat());
    }
  }

  @Schema(name = "OptimizerSummary", description = "An optimizer in short.")
  record OptimizerView(
      @Schema(description = "Name of the optimizer.") @OneOf(family = Family.OPTIMIZER) String name,
      @Schema(description = "Learning rate η at the start.") double learningRate) {}

  @Schema(name = "DataSummary", description = "Where the samples come from; one of the members.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DataView(
      @Schema(description = "Id of a stored or built-in dataset.") @Nullable String id,
      @Schema(description = "Name of the generator that made the data.") @Nullable String generator,
      @Schema(description = "Number of samples that came with the request.")
          @Nullable Integer samples) {}
}
