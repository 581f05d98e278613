package dev.gradtrace.job.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The datasets of jobs: larger samples sent with a job are stored beside it and deleted with it; a
 * stored dataset cannot be deleted while an unfinished job uses it.
 */
record JobDatasets(JdbcClient jdbc, Datasets datasets) {

  private static final String DATASET = "dataset";
  private static final String VALIDATION = "validation";

  /** The specification of a job, after storing larger samples that were sent with it. */
  JobSpec attach(Caller caller, TrainingJob job) {
    DataSpec data = job.spec().data();
    DataOrigin dataset = attached(caller, job.id(), DATASET, data.dataset());
    DataOrigin validation = data.validation();
    DataOrigin kept =
        validation == null ? null : attached(caller, job.id(), VALIDATION, validation);
    return job.spec().with(data.from(dataset, kept));
  }

  private DataOrigin attached(Caller caller, String jobId, String member, DataOrigin source) {
    if (!(source instanceof DataOrigin.Inline inline) || inline.isSmall()) {
      return source;
    }
    DataOrigin.Attached attached =
        DataOrigin.Attached.of(jobId, member, inline.dataset().samples());
    datasets.attach(caller, attached.key(), inline.dataset());
    return attached;
  }

  /**
   * Counts the samples sent with a job towards the client's storage; to be called last in the
   * transaction.
   *
   * @throws InvalidSpec if there is no room
   */
  void reserve(TrainingJob job) {
    DataSpec data = job.spec().data();
    reserve(data.dataset());
    if (data.validation() != null) {
      reserve(data.validation());
    }
  }

  private void reserve(DataOrigin source) {
    if (source instanceof DataOrigin.Inline inline && !inline.isSmall()) {
      datasets.reserve(inline.dataset());
    }
  }

  /** Deletes the samples sent with a job. */
  void detach(String jobId) {
    for (String member : List.of(DATASET, VALIDATION)) {
      datasets.detach(DataOrigin.Attached.of(jobId, member, 0).key());
    }
  }

  /**
   * Keeps the stored datasets of a job from being deleted.
   *
   * @throws InvalidSpec if one no longer exists
   */
  void hold(TrainingJob job) {
    DataOrigin dataset = job.spec().data().dataset();
    DataOrigin validation = job.spec().data().validation();
    hold(job.id(), DATASET, dataset);
    if (validation != null && !validation.equals(dataset)) {
      hold(job.id(), VALIDATION, validation);
    }
  }

  private void hold(String jobId, String pointer, DataOrigin source) {
    if (source instanceof DataOrigin.Stored stored && BuiltIn.find(stored.id()).isEmpty()) {
      boolean isThere =
          jdbc.sql("select id from datasets where id = ? and listed for update")
              .param(stored.id())
              .query(String.class)
              .optional()
              .isPresent();
      InvalidSpec.unless(isThere, pointer + "/id", "there is no dataset '%s'", stored.id());
      jdbc.sql("insert into dataset_uses (job_id, dataset_id) values (?, ?)")
          .params(jobId, stored.id())
          .update();
    }
  }

  /** Lets the stored datasets of a job be deleted again. */
  void release(String jobId) {
    jdbc.sql("delete from dataset_uses where job_id = ?").param(jobId).update();
  }
}
