package dev.gradtrace.contract.spec;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.JsonPlace;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of a stored job, to which patches are applied. Samples and initial parameters too large
 * for it stay beside it, unchanged.
 */
public final class PatchedBody {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PARAMETERS = "/parameters";

  private final TrainingJob job;
  private final Context context;
  private final JsonNode body;
  private final DataSpec data;
  private final int samples;

  public PatchedBody(TrainingJob job, Context context) {
    this.job = job;
    this.context = context;
    this.body = JSON.valueToTree(JobSpecView.of(job.spec()));
    DataOrigin validation = job.spec().data().validation();
    this.data =
        job.spec()
            .data()
            .from(
                owned(job.spec().data().dataset()), validation == null ? null : owned(validation));
    this.samples = data.dataset().load(context.datasets()).samples();
  }

  /** The job without a change. */
  public JobSpec asItIs() {
    return job.spec().with(data);
  }

  /**
   * The job with a patch applied.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the result is not valid, or exceeds the limits
   */
  public JobSpec with(List<Remedy.Operation> patch) {
    JsonNode changed = body;
    for (Remedy.Operation operation : patch) {
      JsonPlace place = JsonPlace.of(operation.path());
      changed =
          operation.value() == null
              ? place.remove(changed)
              : place.put(changed, PatchValues.json(operation.value()));
    }
    JobSpec spec = read(changed);
    Parameters start = job.spec().training().parameters();
    boolean starts = patch.stream().noneMatch(done -> done.path().equals(PARAMETERS));
    return new JobSpec(
        spec.caption().withoutNotes(),
        starts ? spec.training().withParameters(start) : spec.training(),
        spec.trace(),
        spec.data().from(data.dataset(), data.validation()));
  }

  /** The values that a patch sets, as JSON by pointer. */
  public static Map<String, String> settings(List<Remedy.Operation> patch) {
    Map<String, String> settings = new LinkedHashMap<>();
    patch.forEach(done -> settings.put(done.path(), PatchValues.json(done.value()).toString()));
    return settings;
  }

  /** The value of an operation as numbers, strings, booleans, lists and maps; null to remove. */
  public static @Nullable Object plainValue(Remedy.Operation operation) {
    return JSON.convertValue(PatchValues.json(operation.value()), Object.class);
  }

  /** The patch that sets such {@link #settings}. */
  public static List<Remedy.Operation> patch(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting -> {
              Object value = JSON.convertValue(JSON.readTree(setting.getValue()), Object.class);
              return new Remedy.Operation(
                  value == null ? "remove" : "add", setting.getKey(), value);
            })
        .toList();
  }

  private JobSpec read(JsonNode changed) {
    return BodyReader.read(TrainingJobRequest.class, changed.toString())
        .to(request -> request.revise(job.id(), samples, context.limits()));
  }

  /** Samples stored beside the job, which are deleted with it, are copied into the new one. */
  private DataOrigin owned(DataOrigin source) {
    return source instanceof DataOrigin.Attached
        ? new DataOrigin.Inline(source.load(context.datasets()))
        : source;
  }
}
