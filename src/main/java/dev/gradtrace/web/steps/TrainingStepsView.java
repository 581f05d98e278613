package dev.gradtrace.web.steps;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.treatment.Stretch;
import dev.gradtrace.treatment.Stretch.LastStep;
import dev.gradtrace.treatment.Stretch.LayerStep;
import dev.gradtrace.web.steps.TrainingStepsRequest.Question;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(name = "TrainingSteps", description = "Some steps of a training, and how it stands now.")
record TrainingStepsView(
    @Schema(
            description =
                "Number of the last step taken in the whole training; 0 before the first.")
        long step,
    @Schema(description = "Steps of the whole training, if nothing stops it.") long steps,
    @Schema(description = "The epoch that the next step belongs to, or the last one.") int epoch,
    @Schema(description = "Epochs of the whole training, if nothing stops it.") int epochs,
    @Schema(description = "Steps of one epoch.") int stepsPerEpoch,
    @Schema(description = "Why the training has ended; null while it goes on.")
        @OneOf(StopReason.class)
        @Nullable String stopReason,
    @Schema(
            description =
                "Mean cost of the mini-batch of each step that this answer is of, before its"
                    + " update; the last is that of step. Null where it is not finite.")
        double[] loss,
    @Schema(description = "Epochs that ended in these steps; epoch 0 is the untrained network.")
        List<EpochLossView> epochEnds,
    @Schema(description = "What the last of these steps was like; null where there were none.")
        @Nullable LastStepView lastStep,
    @Schema(description = "Of layers 1…L as they are now; where include asks for them.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<ParametersView> parameters,
    @Schema(
            description =
                "activations[layer][sample][unit] of layers 1…L on the probe, in inference; absent"
                    + " without one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        double @Nullable [][][] activations,
    @Schema(
            description =
                "To be sent with the same job to go on, and for nothing else: what it holds is"
                    + " known to the service alone. Of a job whose learning rate or penalties were"
                    + " changed meanwhile the training goes on with the others.")
        String state) {

  @Schema(name = "LossAfterEpoch", description = "Losses of all samples after an epoch.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EpochLossView(
      @Schema(description = "From 0.") int epoch,
      @Schema(description = "The last step taken.") long step,
      @Schema(description = "Mean cost over the training samples.")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          double trainingLoss,
      @Schema(description = "Absent in a regression.") @Nullable Double trainingAccuracy,
      @Schema(description = "Absent without validation samples.") @Nullable Double validationLoss,
      @Schema(description = "Absent without validation samples, and in a regression.")
          @Nullable Double validationAccuracy) {

    static EpochLossView of(EpochEnd end) {
      return new EpochLossView(
          end.epoch(),
          end.step(),
          end.trainingLoss(),
          measured(end.trainingAccuracy()),
          measured(end.validationLoss()),
          measured(end.validationAccuracy()));
    }

    private static @Nullable Double measured(double value) {
      return Double.isNaN(value) ? null : value;
    }
  }

  @Schema(name = "LastStep", description = "A step before its update.")
  record LastStepView(
      @Schema(description = "Decades that δ shrinks by per hidden layer; null of one or none.")
          double slopePerLayer,
      @Schema(description = "log₁₀ ‖∂C/∂aᴸ‖_F.") double costGradientLog10,
      @Schema(description = "Layers 1…L.") List<LayerStepView> layers) {

    static LastStepView of(LastStep step) {
      List<LayerStep> layers = step.layers();
      return new LastStepView(
          step.slopePerLayer(),
          step.costGradientLog10(),
          IntStream.range(0, layers.size())
              .mapToObj(i -> LayerStepView.of(i + 1, layers.get(i)))
              .toList());
    }
  }

  @Schema(name = "LayerStep", description = "What a step was like in one layer.")
  record LayerStepView(
      @Schema(description = "From 1.") int layer,
      @Schema(description = "log₁₀ ‖Δˡ‖_F; see the catalogue.") double deltaLog10,
      @Schema(description = "Frobenius norm of ∂C/∂Wˡ.") double weightGradientNorm,
      @Schema(description = "‖ΔWˡ‖_F/‖Wˡ‖_F of the update.") double updateRatio,
      @Schema(
              description =
                  "log₁₀ of the root mean square of δ over the mini-batch, of each unit; null where"
                      + " it is 0.")
          double[] unitDeltaLog10) {

    static LayerStepView of(int layer, LayerStep step) {
      return new LayerStepView(
          layer,
          step.deltaLog10(),
          step.weightGradientNorm(),
          step.updateRatio(),
          step.unitDeltaLog10());
    }
  }

  static TrainingStepsView of(Question question, Stretch stretch) {
    Checkpoint checkpoint = stretch.checkpoint();
    StopReason reason = checkpoint.stopReason();
    LastStep last = stretch.lastStep();
    return new TrainingStepsView(
        checkpoint.stepsTaken(),
        stretch.steps(),
        checkpoint.epoch(),
        question.job().training().epochs(),
        stretch.stepsPerEpoch(),
        reason == null ? null : Named.word(reason),
        stretch.losses().stream().mapToDouble(loss -> loss).toArray(),
        stretch.ends().stream().map(EpochLossView::of).toList(),
        last == null ? null : LastStepView.of(last),
        question.showsParameters()
            ? ParametersView.of(question.job().training().network(), stretch.parameters())
            : null,
        stretch.activations().isEmpty() ? null : stretch.activations().toArray(double[][][]::new),
        StateText.write(checkpoint));
  }
}
