package dev.gradtrace.treatment;

import dev.gradtrace.contract.spec.PatchedBody;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.experiment.Listing;
import dev.gradtrace.job.spec.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cells of an experiment under construction; the first is the unchanged job. */
final class ExperimentCells {

  private final List<Listing.Cell> cells = new ArrayList<>();
  private final List<JobSpec> jobs = new ArrayList<>();

  ExperimentCells(JobSpec asItIs) {
    cells.add(new Listing.Cell("the job as it is", Map.of()));
    jobs.add(asItIs);
  }

  void add(Remedy remedy, JobSpec spec) {
    cells.add(new Listing.Cell(remedy.title(), PatchedBody.settings(remedy.patch())));
    jobs.add(spec);
  }

  int size() {
    return cells.size();
  }

  Listing plan() {
    return new Listing(cells);
  }

  List<JobSpec> jobs() {
    return jobs;
  }
}
