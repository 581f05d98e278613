package dev.gradtrace.web;

import dev.gradtrace.web.json.Body;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Checks of networks that are not trained. */
@RestController
@RequestMapping(path = "/v1/networks", produces = MediaType.APPLICATION_JSON_VALUE)
final class NetworksController {

  private final Context context;

  NetworksController(Context context) {
    this.context = context;
  }

  @PostMapping(path = "/validate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ValidationView validate(@RequestBody Body<ValidationRequest> body) {
    return ValidationView.of(body, context);
  }
}
