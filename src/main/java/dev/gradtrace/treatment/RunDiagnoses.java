package dev.gradtrace.treatment;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Observation;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Diagnoses runs while they train, by the rules that need no trial runs. */
@Component
final class RunDiagnoses implements RunWatch {

  @Override
  public Watcher watch(TrainingSpec spec, Split data) {
    return new WatchedRun(spec, data);
  }

  private static final class WatchedRun implements Watcher {

    private final TrainingSpec spec;
    private final Split data;
    private @Nullable Evidence known;

    WatchedRun(TrainingSpec spec, Split data) {
      this.spec = spec;
      this.data = data;
    }

    @Override
    public List<Remark> look(
        LossCurve curve, GradientTrace trace, Parameters parameters, boolean whole) {
      Observation observation =
          new Observation(curve, trace, parameters, whole ? Extent.WHOLE : Extent.SO_FAR);
      Evidence before = known;
      Evidence evidence =
          before == null
              ? Evidence.of(spec, data, observation, Effort.withoutTrials())
              : before.at(observation);
      known = evidence;
      return Diagnosis.findings(evidence).stream().map(WatchedRun::remark).toList();
    }

    private static Remark remark(Finding finding) {
      Rule cause = finding.causedBy();
      return new Remark(
          finding.rule().label(),
          finding.severity().label(),
          cause == null ? null : cause.label(),
          finding.symptom().explanation());
    }
  }
}
