package dev.gradtrace.web;

import dev.gradtrace.web.json.Body;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gradient of one batch; nothing is trained. */
@RestController
@RequestMapping(path = "/v1/gradients", produces = MediaType.APPLICATION_JSON_VALUE)
final class GradientsController {

  private final Context context;

  GradientsController(Context context) {
    this.context = context;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  GradientView gradients(@RequestBody Body<GradientRequest> body) {
    GradientQuestion question = body.to(request -> request.toSpec(context));
    return GradientView.of(question, question.probe());
  }
}
