package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.json.JsonPlace;
import dev.gradtrace.contract.spec.PatchedBody;
import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A remedy, applied to the whole job as its patch says it, and what became of that; judged without
 * the diagnosis, on samples held back where there are some.
 */
public record Remedied(Remedy remedy, Judged before, Judged after) {

  /**
   * What became of a job.
   *
   * @param right {@link Score}
   * @param missed of the spread of the targets, classes as outputs of 0 and 1
   */
  public record Judged(double right, double missed) {}

  /** Part of what is wrong that has to go. */
  private static final double LEAST_SHARE = 0.1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The first remedy of every finding that accuses a job. */
  public static List<Remedied> firstOf(ReadyJob job, Diagnosis diagnosis) {
    Judged before = judged(job);
    return diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .flatMap(finding -> finding.symptom().remedies().stream().limit(1))
        .distinct()
        .map(remedy -> new Remedied(remedy, before, judged(applied(job, remedy))))
        .toList();
  }

  /** Whether less is wrong; where as much is right, whether the answers are closer. */
  public boolean helped() {
    return isLess(1 - after.right(), 1 - before.right())
        || after.right() >= (1 - LEAST_SHARE) * before.right()
            && isLess(after.missed(), before.missed());
  }

  private static boolean isLess(double after, double before) {
    return Double.isFinite(after)
        && (!Double.isFinite(before) || after < (1 - LEAST_SHARE) * before);
  }

  /** The job that a patch makes of a job. */
  static ReadyJob applied(ReadyJob job, Remedy remedy) {
    JsonNode body =
        JSON.readTree(
            JobJson.brief(
                new JobSpec(
                    Caption.NONE,
                    job.spec(),
                    job.trace(),
                    DataSpec.of(new DataOrigin.Stored(BuiltIn.values()[0].id())))));
    for (Remedy.Operation operation : remedy.patch()) {
      JsonPlace place = JsonPlace.of(operation.path());
      Object value = PatchedBody.plainValue(operation);
      body = value == null ? place.remove(body) : place.put(body, JSON.valueToTree(value));
    }
    JobSpec changed = StoredSpecs.json().read(body.toString(), "job");
    Parameters start = job.spec().parameters();
    boolean starts =
        remedy.patch().stream().noneMatch(operation -> operation.path().equals("/parameters"));
    TrainingSpec spec =
        starts && start != null ? changed.training().withParameters(start) : changed.training();
    Split data =
        job.data()
            .forOutputs(spec.network().outputs())
            .scaledBy(changed.data().scaling())
            .targetsScaledBy(changed.data().targetScaling());
    return new ReadyJob(spec, data, job.trace());
  }

  static Judged judged(ReadyJob job) {
    TrainingRun run = TrainingRun.of(job.spec(), job.data());
    while (run.hasNext()) {
      run.next();
    }
    @Nullable Dataset others = job.data().validation();
    Dataset judges = others == null ? job.data().training() : others;
    return new Judged(Score.of(run.network(), judges), Score.missed(run.network(), judges));
  }
}
