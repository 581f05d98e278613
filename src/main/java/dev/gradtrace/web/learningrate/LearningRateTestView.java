package dev.gradtrace.web.learningrate;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateCurve;
import dev.gradtrace.training.rate.RateSuggestion;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "LearningRateTest",
    description = "The losses of a run whose learning rate rises with every step.")
record LearningRateTestView(
    @Schema(description = "The rate of each step that was made, evenly spaced on a log scale.")
        double[] learningRate,
    @Schema(
            description =
                "Mean cost of the step's mini-batch before its update, without penalties; null"
                    + " where it is not finite.")
        double[] loss,
    @Schema(
            description =
                "Exponential mean of the losses, 0.98 of it kept at each step, corrected for its"
                    + " start at 0.")
        double[] smoothedLoss,
    @Schema(
            description =
                "loss_exploded: smoothedLoss exceeded four times its least value; not_finite: the"
                    + " last loss is infinite or not a number; completed: every rate was tried.")
        @OneOf(RateCurve.Ending.class)
        String stoppedBecause,
    @Schema(description = "What each rule makes of it, always all of them in the same order.")
        List<SuggestionView> suggestions,
    @Schema(
            description =
                "Name of the suggestion to begin with: the one with which the job, run for as much of"
                    + " it as can be afforded, ends with the most right answers, or the smallest"
                    + " loss; its reason says so. Of equal ones valley comes first, then"
                    + " minimum_tenth, sharpness and steepest. Null where none has a rate."
                    + " Where nothing of the job can be afforded: valley, or where it has no rate"
                    + " minimum_tenth, then sharpness.")
        @Nullable String recommended)
    implements Tabular {

  @Schema(name = "LearningRateSuggestion", description = "What a rule makes of the test.")
  record SuggestionView(
      @Schema(description = "Name of the rule.") @OneOf(RateSuggestion.Rule.class) String name,
      @Schema(description = "Null where the rule has none.") @Nullable Double learningRate,
      @Schema(description = "What the rate follows from, or why there is none.") String reason) {

    static SuggestionView of(RateSuggestion suggestion) {
      return new SuggestionView(
          Named.word(suggestion.rule()), suggestion.learningRate(), suggestion.reason());
    }
  }

  static LearningRateTestView of(RateAdvice advice) {
    RateCurve curve = advice.curve();
    RateSuggestion recommended = advice.recommended();
    return new LearningRateTestView(
        curve.rates(),
        curve.losses(),
        curve.smoothedLosses(),
        Named.word(curve.stoppedBecause()),
        advice.suggestions().stream().map(SuggestionView::of).toList(),
        recommended == null ? null : Named.word(recommended.rule()));
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table.cell("learningRate").cell("loss").cell("smoothedLoss").endRow();
    for (int k = 0; k < learningRate.length; k++) {
      table.cell(learningRate[k]).cell(loss[k]).cell(smoothedLoss[k]).endRow();
    }
  }
}
