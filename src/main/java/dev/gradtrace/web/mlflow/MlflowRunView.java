package dev.gradtrace.web.mlflow;

import dev.gradtrace.web.operation.HasAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;

@Schema(name = "MlflowRun", description = "A run that was written to an MLflow server.")
record MlflowRunView(
    @Schema(description = "Its id there.") String runId,
    @Schema(description = "Its page there.") String url)
    implements HasAddress {

  @Override
  public String id() {
    return runId;
  }

  @Override
  public URI address() {
    return URI.create(url);
  }
}
