package dev.gradtrace.web.networks;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Validates networks without training them. */
@Tag(name = Tags.LOOK)
@RestController
@RequestMapping(path = "/v1/networks", produces = MediaType.APPLICATION_JSON_VALUE)
record NetworksController(Context context) {

  @Operation(
      operationId = "validateNetwork",
      summary = "Check a network, and what it shall be trained with",
      description =
          "What has no meaning is answered with valid: false and every fault; a malformed request with 400.")
  @PostMapping(path = "/validate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ValidationView validate(@RequestBody Body<ValidationRequest> body) {
    return ValidationView.of(body, context);
  }
}
