package dev.gradtrace.web.exports;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.interchange.ZipEntries;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.web.media.FileView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipOutputStream;

/**
 * The runs of an experiment as a ZIP archive with a directory for each run, read one after another.
 */
record ExperimentArchive(Experiment experiment, ExportSpec spec, JobExports exports)
    implements FileView {

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
      Subject subject = new Subject(exports.job(run.jobId()), names.cell(run), names.factors(run));
      return Optional.of(exports.of(subject, spec));
    } catch (UnknownJob | WrongState nothingToExport) {
      return Optional.empty();
    }
  }
}
