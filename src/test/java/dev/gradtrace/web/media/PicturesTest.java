package dev.gradtrace.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Curves, traces and comparisons as pictures. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PicturesTest {

  private static final String SVG = "image/svg+xml";
  private static final String CHROMIUM =
      "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
  private static final String FIREFOX =
      "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5";

  private static final String XOR =
      """
      {'name': '<script>alert(1)</script>', 'network': {'inputs': 2, 'layers': [
          {'units': 3, 'activation': 'tanh', 'repeat': 4}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'xor'}, 'epochs': 20,
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'trace': {'curvature': true}}
      """;

  @LocalServerPort private int port;

  private Service service;
  private String job;

  @BeforeEach
  void train() {
    service = new Service(port);
    job = "/v1/training-jobs/" + service.train(Service.json(XOR)).get("id").asString();
  }

  private String picture(String path) {
    HttpResponse<String> answer = service.get(path, "Accept", SVG);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/svg+xml;charset=UTF-8");
    return Service.text(answer, 200).replaceAll(">\\s+", ">").replaceAll("\\s+<", "<");
  }

  @Test
  void drawsTheLossCurve() {
    assertThat(picture(job + "/loss-curve"))
        .startsWith("<svg")
        .contains(">20 epochs<", ">training<", ">mini-batch<", ">accuracy<")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void drawsTheGradientTraceOverStepsOrLayers() {
    assertThat(picture(job + "/gradient-trace"))
        .contains("<image", "log₁₀ ‖Δˡ‖", ">step<", ">layer<");
    assertThat(picture(job + "/gradient-trace?view=flow"))
        .contains(">step 1<", ">layer<")
        .doesNotContain("<image");
    assertThat(
            picture(
                job
                    + "/gradient-trace?view=flow&metrics=weightGradientNorm&layers=2,4&fromStep=5&toStep=9"))
        .contains("‖∂C/∂Wˡ‖", ">step 5<", ">step 7<", ">step 9<", ">2<", ">4<")
        .doesNotContain(">1<", ">3<");
  }

  @Test
  void drawsTheCurvatureBesideItsBound() {
    assertThat(picture(job + "/curvature"))
        .startsWith("<svg")
        .contains(">sharpness<", ">bound<", ">step<", "each on the 4 samples of its mini-batch")
        .doesNotContain("<script");
  }

  @Test
  void drawsTheComparison() {
    JsonNode experiment =
        service.post(
            "/v1/experiments",
            Service.json(
                "{'base': %s, 'factors': [{'pointer': '/cost', 'values': ['quadratic', 'binary_cross_entropy']}]}"
                    .formatted(XOR.replace("<script>alert(1)</script>", "x"))),
            201);
    String path = "/v1/experiments/" + experiment.get("id").asString();
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    assertThat(picture(path + "/comparison"))
        .contains(">quadratic<", ">binary_cross_entropy<", ">final loss<", "deltaLog10");
    assertThat(picture(path + "/comparison?metrics=weightNorm")).contains("‖Wˡ‖");
    assertThat(service.get(path + "/comparison").body()).startsWith("{");
    assertThat(
            Refused.pointers(
                Refused.with(
                    400,
                    service.get(path + "/comparison?metrics=deltaNorm,weightNorm", "Accept", SVG))))
        .containsExactly("/metrics");
    Refused.with(404, service.get("/v1/experiments/none/comparison", "Accept", SVG));
  }

  @Test
  void drawsAJobThatHasRecordedNothingYet() {
    String waiting =
        service
            .post(
                "/v1/training-jobs",
                Service.json(
                    XOR.replace("'xor'", "'mnist_2k'")
                        .replace("'inputs': 2", "'inputs': 784")
                        .replace("'units': 1", "'units': 10")),
                201)
            .get("id")
            .asString();
    String path = "/v1/training-jobs/" + waiting;
    for (String part : new String[] {"/loss-curve", "/gradient-trace", "/curvature"}) {
      assertThat(picture(path + part)).startsWith("<svg");
    }
    service.post(path + "/cancel", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SVG, CHROMIUM, FIREFOX, "image/*", "application/json;q=0.5, image/svg+xml"})
  void drawsForWhoeverPrefersPictures(String accept) {
    assertThat(service.get(job + "/gradient-trace", "Accept", accept).body()).startsWith("<svg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
      })
  void givesNumbersToEveryoneElse(String accept) {
    assertThat(service.get(job + "/gradient-trace", "Accept", accept).body()).startsWith("{");
    assertThat(service.get(job + "/loss-curve", "Accept", accept).body()).startsWith("{");
  }

  @Test
  void isAsLargeAsAskedFor() {
    assertThat(picture(job + "/loss-curve?width=640&height=360"))
        .contains("width=\"640\" height=\"360\" viewBox=\"0 0 640 360\"");
  }

  @ParameterizedTest
  @CsvSource({
    "gradient-trace?view=x&metrics=y&layers=9&width=10, /view /metrics /layers /width",
    "gradient-trace?metrics=x, /metrics",
    "gradient-trace?metrics=deltaNorm&metrics=weightNorm, /metrics",
    "gradient-trace?layers=9&maxPoints=1, /layers /maxPoints",
    "gradient-trace?layers=9, /layers",
    "gradient-trace?width=10&height=9999, /width /height",
    "loss-curve?width=x, /width"
  })
  void saysWhatIsWrongWithAQuestion(String query, String pointers) {
    assertThat(Refused.pointers(Refused.with(400, service.get(job + "/" + query, "Accept", SVG))))
        .containsExactlyInAnyOrder(pointers.split(" "));
  }

  @Test
  void saysWithAProblemWhatIsNotThere() {
    Refused.with(404, service.get("/v1/training-jobs/none/loss-curve", "Accept", SVG));
    Refused.with(404, service.get("/v1/training-jobs/none/gradient-trace", "Accept", SVG));
    Refused.with(404, service.get("/v1/training-jobs/none/curvature", "Accept", SVG));
  }

  @Test
  void isDescribedInTheDocument() {
    JsonNode paths = service.read("/v3/api-docs").get("paths");
    for (String path :
        new String[] {
          "/v1/training-jobs/{id}/loss-curve",
          "/v1/training-jobs/{id}/gradient-trace",
          "/v1/training-jobs/{id}/curvature",
          "/v1/experiments/{id}/comparison"
        }) {
      JsonNode get = paths.get(path).get("get");
      assertThat(get.at("/responses/200/content").propertyNames())
          .as(path)
          .contains("application/json", "text/csv", SVG);
      assertThat(get.get("parameters"))
          .extracting(parameter -> parameter.get("name").asString())
          .as(path)
          .contains("width", "height")
          .doesNotHaveDuplicates();
    }
  }
}
