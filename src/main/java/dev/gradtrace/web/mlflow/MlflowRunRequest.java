package dev.gradtrace.web.mlflow;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Names;
import dev.gradtrace.outgoing.Destination;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(
    name = "MlflowRunRequest",
    description = "The MLflow server and experiment to write a run to.")
record MlflowRunRequest(
    @Schema(
            description =
                "URL of an MLflow tracking server, http or https, at most 300 characters, without"
                    + " user, query and fragment. Addresses of the service's own network are refused"
                    + " unless whoever operates it allows them.",
            example = "https://mlflow.example.org")
        String trackingUri,
    @Schema(
            description = "Name of the experiment there, which is created if there is none.",
            maxLength = 500,
            example = "gradtrace")
        String experiment) {

  private static final int LONGEST_URI = 300;
  private static final int LONGEST_NAME = 500;

  /** Where to write the run. */
  record Target(Destination server, String experiment) {}

  Target toSpec(Context context) {
    Faults faults = new Faults();
    Destination server = faults.part("trackingUri", trackingUri, uri -> server(uri, context));
    if (experiment != null) {
      Names.requireText("experiment", experiment, LONGEST_NAME, faults);
    }
    faults.throwIfAny();
    return new Target(faults.need(server), faults.need(experiment));
  }

  private static Destination server(String uri, Context context) {
    InvalidSpec.unless(
        uri.length() <= LONGEST_URI,
        "",
        "has %d characters, at most %d are taken",
        uri.length(),
        LONGEST_URI);
    Destination server = context.outgoing().destination(uri);
    InvalidSpec.unless(server.uri().getRawQuery() == null, "", "must have no query");
    return server;
  }
}
