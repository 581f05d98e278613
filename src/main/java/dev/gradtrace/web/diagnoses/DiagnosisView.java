package dev.gradtrace.web.diagnoses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.spec.PatchedBody;
import dev.gradtrace.diagnosis.Attainment;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Headline;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.Verdict;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.experiment.RemedyEffect;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.RecordColumns;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Schema(name = "Diagnosis", description = "What every rule says of a job.")
public record DiagnosisView(
    @Schema(description = "Id of the job; absent if it was not submitted.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String jobId,
    @Schema(description = "Whether the run is over, so that the diagnosis will not change.")
        boolean complete,
    @Schema(
            description =
                "healthy: the run reaches what can be attained, and going on would not change that, both"
                    + " measured. faulty: a finding is a warning or an error. undecided: neither was"
                    + " shown.")
        @OneOf(Verdict.class)
        String verdict,
    HeadlineView headline,
    @Schema(description = "What is wrong, causes before what they explain.")
        List<FindingView> findings,
    @Schema(description = "Rules that looked and found nothing.") List<CleanView> clean,
    @Schema(description = "Rules whose trial was not made.") List<NotCheckedView> notChecked,
    @Schema(description = "Rules that had nothing to look at.")
        List<NotApplicableView> notApplicable,
    @Schema(
            description =
                "What the run reaches beside what can be reached; null where it is not known.")
        @Nullable AttainmentView attainment,
    @Schema(description = "What was tried; empty unless the verdict is undecided.")
        List<DoubtView> undecidedBecause,
    @Schema(
            description =
                "What was tried that is not a remedy of one finding, such as several changes together; empty before.")
        List<RemedyEffectView> treatments)
    implements Tabular {

  private static final RecordColumns<FindingView> COLUMNS =
      RecordColumns.of(
          FindingView.class,
          "rule",
          "severity",
          "causedBy",
          "layers",
          "firstStep",
          "measured",
          "threshold",
          "explanation");

  @Schema(name = "Treatment", description = "Changes that were tried together.")
  record RemedyEffectView(
      @Schema(description = "What they do.") String title,
      @Schema(description = "JSON Patch (RFC 6902) on the body of the job.")
          List<OperationView> patch,
      @Schema(description = "What they have done.") EffectView measured) {

    public static RemedyEffectView of(RemedyEffect tried) {
      return new RemedyEffectView(
          tried.title(),
          PatchedBody.patch(tried.settings()).stream().map(OperationView::of).toList(),
          EffectView.of(tried.effect()));
    }
  }

  @Schema(name = "Headline", description = "The diagnosis in one line.")
  record HeadlineView(
      @Schema(
              description = "All of it.",
              example =
                  "vanishing gradient in layers 1–97: another cost will not help; relu with He initialisation will")
          String text,
      @Schema(
              description = "What is wrong and where, or that nothing was found.",
              example = "vanishing gradient in layers 1–97")
          String problem,
      @Schema(
              description =
                  "The rule that found it; null where nothing is wrong, or no cause shown.")
          @OneOf(Rule.class)
          @Nullable String rule,
      @Schema(description = "Changes that do not help.") List<String> vain,
      @Schema(description = "The most promising change; null if none is known.")
          @Nullable RemedyView remedy,
      @Schema(description = "Whether a trial has shown the remedy to help.") boolean shown) {

    static HeadlineView of(Headline headline, Map<Map<String, String>, RemedyEffect> tried) {
      Finding about = headline.about();
      Symptom.Tried remedy = headline.remedy();
      return new HeadlineView(
          headline.text(),
          headline.problem(),
          about == null ? null : about.rule().label(),
          headline.vain(),
          remedy == null ? null : RemedyView.of(remedy.remedy(), tried),
          headline.isShown());
    }
  }

  @Schema(name = "Finding", description = "Something that is wrong.")
  record FindingView(
      @Schema(description = "Name of the rule; see the catalogue.") @OneOf(Rule.class) String rule,
      @Schema(description = "info: worth knowing, or explained by another finding.")
          @OneOf(Severity.class)
          String severity,
      @Schema(description = "The rule whose finding explains this one; absent for a root cause.")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @OneOf(Rule.class)
          @Nullable String causedBy,
      @Schema(description = "Where, 1…L; empty if it is not about layers.") List<Integer> layers,
      @Schema(description = "The first recorded step that shows it; null if it is not about steps.")
          @Nullable Long firstStep,
      @Schema(description = "The number that decided.") double measured,
      @Schema(description = "What it was compared with.") double threshold,
      @Schema(description = "Further numbers, by name.") Map<String, Object> evidence,
      @Schema(description = "What it means and why it happens.") String explanation,
      @Schema(description = "What to change, the most promising first.") List<RemedyView> remedies,
      @Schema(description = "Where the catalogue describes the rule.") String catalogue) {

    public static FindingView of(Finding finding, Map<Map<String, String>, RemedyEffect> tried) {
      Rule cause = finding.causedBy();
      Symptom symptom = finding.symptom();
      return new FindingView(
          finding.rule().label(),
          finding.severity().label(),
          cause == null ? null : cause.label(),
          symptom.layers(),
          symptom.firstStep(),
          symptom.measured(),
          symptom.threshold(),
          symptom.evidence(),
          symptom.explanation(),
          symptom.remedies().stream().map(remedy -> RemedyView.of(remedy, tried)).toList(),
          "/v1/catalogue#" + finding.rule().label());
    }
  }

  @Schema(name = "Remedy", description = "A change that should help.")
  record RemedyView(
      @Schema(description = "What it does.") String title,
      @Schema(description = "JSON Patch (RFC 6902) on the body of the job.")
          List<OperationView> patch,
      @Schema(description = "What it has done; absent unless it was tried.")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable EffectView measured) {

    public static RemedyView of(Remedy remedy, Map<Map<String, String>, RemedyEffect> tried) {
      RemedyEffect treatment = tried.get(PatchedBody.settings(remedy.patch()));
      return new RemedyView(
          remedy.title(),
          remedy.patch().stream().map(OperationView::of).toList(),
          treatment == null ? null : EffectView.of(treatment.effect()));
    }
  }

  @Schema(name = "PatchOperation", description = "One operation of a patch.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OperationView(
      @Schema(
              description = "What is done.",
              allowableValues = {"add", "replace", "remove"})
          String op,
      @Schema(description = "JSON Pointer into the body.") String path,
      @Schema(description = "Absent for remove.") @Nullable Object value) {

    static OperationView of(Remedy.Operation operation) {
      return new OperationView(operation.op(), operation.path(), PatchedBody.plainValue(operation));
    }
  }

  @Schema(name = "CleanRule", description = "A rule that found nothing.")
  record CleanView(
      @Schema(description = "Name of the rule.") @OneOf(Rule.class) String rule,
      @Schema(description = "What it looked at.") double measured,
      @Schema(description = "Where it would have spoken.") double threshold,
      @Schema(
              description =
                  "Why it is clean though the measurement is beyond the threshold; absent where it is not.")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String reason) {

    public static CleanView of(Rule rule, Outcome.Clean clean) {
      return new CleanView(rule.label(), clean.measured(), clean.threshold(), clean.reason());
    }
  }

  @Schema(name = "UncheckedRule", description = "A rule whose trial was not made.")
  record NotCheckedView(
      @Schema(description = "Name of the rule.") @OneOf(Rule.class) String rule,
      @Schema(description = "Why, in a word.", example = "budget") @OneOf(NotTried.class)
          String reason,
      @Schema(description = "Why, for people.") String detail) {

    public static NotCheckedView of(Rule rule, Outcome.NotChecked missing) {
      return new NotCheckedView(rule.label(), missing.reason().label(), missing.detail());
    }
  }

  @Schema(name = "Attainment", description = "What a run reaches beside what can be reached.")
  record AttainmentView(
      @Schema(description = "Of the run; null where it diverged.", example = "0.907")
          double measured,
      @Schema(description = "Of learners that were tried on the data.", example = "0.934")
          double attainable,
      @Schema(
              description = "Of the best answer that does not look at the input.",
              example = "0.507")
          double constantAnswer,
      @Schema(
              description = "The figure.",
              allowableValues = {"training_accuracy", "training_loss"})
          String of,
      @Schema(
              description = "Who attains it, and on what.",
              example =
                  "a network of two layers of 32 rectifiers, trained with Adam on 180 samples and judged by 45 others")
          String basis) {

    static @Nullable AttainmentView of(@Nullable Attainment known) {
      return known == null
          ? null
          : new AttainmentView(
              known.measured(),
              known.attainable(),
              known.constantAnswer(),
              known.of(),
              known.basis());
    }
  }

  @Schema(name = "Doubt", description = "Why there is no verdict.")
  record DoubtView(
      @Schema(
              description = "What was done to find the cause.",
              example = "the run as far as it has come")
          String tried,
      @Schema(description = "What came of it.", example = "it is not over") String result,
      @Schema(
              description = "What would decide it.",
              example = "the diagnosis of the run when it has ended")
          String wouldDecide) {

    static DoubtView of(Diagnosis.Doubt doubt) {
      return new DoubtView(doubt.tried(), doubt.result(), doubt.wouldDecide());
    }
  }

  @Schema(name = "MuteRule", description = "A rule that had nothing to look at.")
  record NotApplicableView(
      @Schema(description = "Name of the rule.") @OneOf(Rule.class) String rule,
      @Schema(description = "Why.") String reason) {

    public static NotApplicableView of(Rule rule, Outcome.NotApplicable mute) {
      return new NotApplicableView(rule.label(), mute.reason());
    }
  }

  public static DiagnosisView of(
      @Nullable String jobId,
      boolean complete,
      Diagnosis diagnosis,
      List<RemedyEffect> treatments) {
    Map<Map<String, String>, RemedyEffect> tried =
        treatments.stream()
            .collect(Collectors.toMap(RemedyEffect::settings, one -> one, (one, same) -> one));
    Set<Map<String, String>> remedies =
        diagnosis.findings().stream()
            .flatMap(finding -> finding.symptom().remedies().stream())
            .map(remedy -> PatchedBody.settings(remedy.patch()))
            .collect(Collectors.toSet());
    return new DiagnosisView(
        jobId,
        complete,
        diagnosis.verdict().label(),
        HeadlineView.of(Headline.of(diagnosis), tried),
        diagnosis.findings().stream().map(finding -> FindingView.of(finding, tried)).toList(),
        views(diagnosis.clean(), CleanView::of),
        views(diagnosis.notChecked(), NotCheckedView::of),
        views(diagnosis.notApplicable(), NotApplicableView::of),
        AttainmentView.of(diagnosis.attainment()),
        diagnosis.undecidedBecause().stream().map(DoubtView::of).toList(),
        treatments.stream()
            .filter(treatment -> !remedies.contains(treatment.settings()))
            .map(RemedyEffectView::of)
            .toList());
  }

  private static <T, V> List<V> views(Map<Rule, T> outcomes, BiFunction<Rule, T, V> view) {
    return outcomes.entrySet().stream()
        .map(outcome -> view.apply(outcome.getKey(), outcome.getValue()))
        .toList();
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    COLUMNS.writeTo(table, findings);
  }
}
