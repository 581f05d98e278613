package dev.gradtrace.web.exports;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.interchange.ZipEntries;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.web.media.FileView;
import dev.gradtrace.web.report.Judgement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipOutputStream;

/**
 * The runs of an experiment as a ZIP archive with a directory for each run, read one after another.
 *
 * @param judgements of HTML reports, the diagnosis by the id of the job
 */
record ExperimentArchive(
    Experiment experiment, ExportSpec spec, JobExports exports, Map<String, Judgement> judgements)
    implements FileView {

  /** A diagnosis may take seconds. */
  static final int MOST_DIAGNOSED = 24;

  private static final String TOO_MANY =
      "pages of an archive have one where it has at most "
          + MOST_DIAGNOSED
          + " runs; the service gives it at /v1/training-jobs/%s/diagnosis.";

  /**
   * Diagnoses runs before the first byte is sent, since a diagnosis may be refused.
   *
   * @throws dev.gradtrace.validation.Refusal if a diagnosis is to be made and cannot be now
   */
  static ExperimentArchive of(Experiment experiment, ExportSpec spec, JobExports exports) {
    Map<String, Judgement> judgements =
        spec.format() == Format.HTML ? judgements(experiment, exports) : Map.of();
    return new ExperimentArchive(experiment, spec, exports, judgements);
  }

  private static Map<String, Judgement> judgements(Experiment experiment, JobExports exports) {
    List<String> ids = experiment.runs().stream().map(Run::jobId).filter(Objects::nonNull).toList();
    boolean areFew = ids.size() <= MOST_DIAGNOSED;
    Map<String, Judgement> judgements = new HashMap<>();
    for (String id : ids) {
      try {
        TrainingJob job = exports.job(id);
        judgements.put(
            id, areFew ? exports.judgement(job) : Judgement.missing(TOO_MANY.formatted(id)));
      } catch (UnknownJob deleted) {
        // Has no file in the archive either.
      }
    }
    return judgements;
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(target);
    RunNames names = RunNames.of(experiment);
    for (Run run : experiment.runs()) {
      ExportedFile file = file(run, names).orElse(null);
      if (file != null) {
        zip.putNextEntry(ZipEntries.of(names.directory(run) + "/" + file.name()));
        file.content().writeTo(zip);
        zip.closeEntry();
      }
    }
    zip.finish();
  }

  /** Memory in bytes needed for the largest of its files. */
  long bytes() {
    return experiment.runs().stream()
        .map(Run::jobId)
        .filter(Objects::nonNull)
        .mapToLong(this::bytes)
        .max()
        .orElse(0);
  }

  private long bytes(String jobId) {
    try {
      return JobExports.bytes(exports.job(jobId), spec);
    } catch (UnknownJob deleted) {
      return 0;
    }
  }

  /** A run's file; empty if the run has not begun, or its job was deleted. */
  private Optional<ExportedFile> file(Run run, RunNames names) {
    if (run.jobId() == null) {
      return Optional.empty();
    }
    try {
      TrainingJob job = exports.job(run.jobId());
      Judgement judgement = judgements.get(job.id());
      return Optional.of(
          judgement == null
              ? exports.of(new Subject(job, names.cell(run), names.factors(run)), spec)
              : exports.page(job, judgement, judgements.size()));
    } catch (UnknownJob | WrongState nothingToExport) {
      return Optional.empty();
    }
  }
}
