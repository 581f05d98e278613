package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.JobSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Jobs as JSON requests. */
public final class JobJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JobJson() {}

  /** The request; large inline datasets are not included. */
  public static String brief(JobSpec job) {
    return StoredSpecs.json().write(job);
  }

  /** The request with all rows. */
  public static String whole(JobSpec job) {
    if (!(job.data().dataset() instanceof DataOrigin.Inline inline)) {
      return brief(job);
    }
    DatasetRows rows = inline.dataset().rows(0, inline.dataset().samples());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("inputs", rows.inputs());
    double[][] targets = rows.targets();
    int[] labels = rows.labels();
    if (labels == null) {
      members.put("targets", targets == null ? new double[0][] : targets);
    } else {
      members.put("labels", labels);
      members.put("classes", inline.dataset().outputs());
    }
    ObjectNode tree = (ObjectNode) JSON.readTree(brief(job));
    tree.set("dataset", JSON.valueToTree(members));
    return tree.toString();
  }
}
