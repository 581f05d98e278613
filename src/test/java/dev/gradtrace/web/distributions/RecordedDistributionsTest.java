package dev.gradtrace.web.distributions;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Distributions of a job, as its trace asks for them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RecordedDistributionsTest {

  private static final String JOB =
      """
      {'name': 'a deep one', 'network': {'inputs': 2, 'layers': [
          {'units': 6, 'activation': 'sigmoid', 'repeat': %s}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}, 'epochs': 30,
       'trace': %s}
      """;

  private static final List<String> MEMBERS =
      List.of(
          "count",
          "zero",
          "nonFinite",
          "firstExponent",
          "negative",
          "positive",
          "minAbs",
          "maxAbs",
          "minAbsLog10",
          "maxAbsLog10",
          "belowFloat32",
          "belowBfloat16",
          "belowFloat16",
          "aboveFloat16");

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void areReadByStepAndLayer() {
    String path = train(4, "{'distributions': ['delta', 'update'], 'distributionPoints': 10}");
    JsonNode series = service.read(path);
    assertThat(series.get("of").asString()).isEqualTo("delta");
    assertThat(series.get("complete").asBoolean()).isTrue();
    int steps = series.get("step").size();
    assertThat(steps).isBetween(5, 10);
    assertThat(series.get("step").get(0).asInt()).isEqualTo(1);
    assertThat(series.get("step").get(steps - 1).asInt()).isEqualTo(30);
    assertThat(series.get("layers").size()).isEqualTo(5);
    JsonNode layer = series.get("layers").get(1);
    assertThat(layer.get("layer").asInt()).isEqualTo(2);
    assertThat(layer.get("units").asInt()).isEqualTo(6);
    assertThat(layer.get("activation").asString()).isEqualTo("sigmoid");
    MEMBERS.forEach(member -> assertThat(layer.get(member).size()).as(member).isEqualTo(steps));
    for (int i = 0; i < steps; i++) {
      assertThat(sum(layer.get("negative").get(i)) + sum(layer.get("positive").get(i)))
          .isEqualTo(layer.get("count").get(i).asLong() - layer.get("zero").get(i).asLong());
    }
    JsonNode some = service.read(path + "?of=update&layers=5,2&fromStep=2&toStep=29");
    assertThat(some.get("of").asString()).isEqualTo("update");
    assertThat(some.get("layers").size()).isEqualTo(2);
    assertThat(some.get("step").get(0).asInt()).isGreaterThan(1);
  }

  private static long sum(JsonNode counts) {
    return StreamSupport.stream(counts.spliterator(), false).mapToLong(JsonNode::asLong).sum();
  }

  @Test
  void areATableOfEveryEntry() {
    String path = train(2, "{'distributions': ['weights'], 'distributionPoints': 2}");
    List<String> lines =
        Service.text(service.get(path, "Accept", "text/csv"), 200).lines().toList();
    assertThat(lines.get(0)).isEqualTo("step,layer,sign,exponent,count");
    JsonNode series = service.read(path);
    for (JsonNode layer : series.get("layers")) {
      String start = "1," + layer.get("layer").asInt() + ",";
      long counted =
          lines.stream()
              .filter(line -> line.startsWith(start))
              .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
              .sum();
      assertThat(counted).isEqualTo(layer.get("count").get(0).asLong());
    }
    assertThat(lines.get(1)).matches("1,1,-1,-?\\d+,\\d+");
  }

  @Test
  void areDrawnAloneAndBesideAnotherRun() {
    String path = train(100, "{'distributions': ['delta']}");
    String other = train(3, "{'distributions': ['activation', 'delta']}");
    String id = service.read(other).get("jobId").asString();
    for (String query :
        List.of(
            "",
            "?layers=1",
            "?layers=1,2,3,4",
            "?layers=1,2,3,4,5",
            "?view=underflow",
            "?view=underflow&format=float16&layers=1,2",
            "?with=" + id,
            "?view=underflow&with=" + id)) {
      HttpResponse<String> answer = service.get(path + query, "Accept", "image/svg+xml");
      assertThat(Service.text(answer, 200)).startsWith("<svg ").contains("a deep one");
      assertThat(answer.headers().firstValue("ETag")).isPresent();
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, private");
    }
    String ridges = Service.text(service.get(path, "Accept", "image/svg+xml"), 200);
    assertThat(ridges).contains("layer 1", "layer 101");
  }

  @Test
  void areCachedForGoodOnceTheJobHasEnded() {
    String path = train(1, "{'distributions': ['delta']}");
    HttpResponse<String> answer = service.get(path);
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(answer.headers().firstValue("Vary").orElseThrow()).containsIgnoringCase("accept");
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(service.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?of=update | 404 | records no distributions of update",
        "?of=nonsense | 400 | nonsense is not known",
        "?layers=9 | 400 | between 1 and 2",
        "?layers=0&of=weight | 400 | weight is not known",
        "?with=nobody | 404 | There is no training job with the id nobody, which with names",
        "?format=float8 | 400 | float8",
        "?view=heat | 400 | heat",
        "?points=3 | 400 | is unknown here"
      })
  void areRefusedByName(String query, int status, String detail) {
    String path = train(1, "{'distributions': ['delta']}");
    HttpResponse<String> answer = service.get(path + query, "Accept", "image/svg+xml");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(detail);
  }

  @Test
  void areMissingWhereTheyWereNotAskedFor() {
    String path = train(1, "{'maxPoints': 10}");
    JsonNode links = service.read(path.replace("/distributions", "")).get("links");
    assertThat(links.has("distributions")).isFalse();
    HttpResponse<String> answer = service.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("trace.distributions asks for them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'maxPoints': 10} | records no distributions: trace.distributions asks for them",
        "{'distributions': ['update']} | records no distributions of delta, only of update"
      })
  void areMissingInTheOtherJobByItsParameter(String trace, String detail) {
    String other = train(1, trace).split("/")[3];
    String path = train(1, "{'distributions': ['delta']}") + "?view=ridges&with=" + other;
    HttpResponse<String> answer = service.get(path, "Accept", "image/svg+xml");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("The job named by with " + detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'distributions': ['delta', 'deltas']} | /trace/distributions/1",
        "{'distributions': ['delta'], 'distributionPoints': 1} | /trace/distributionPoints",
        "{'distributions': ['delta'], 'distributionPoints': 501} | /trace/distributionPoints",
        "{'distributions': 'delta'} | /trace/distributions"
      })
  void areRefusedWithTheJobByPointer(String trace, String pointer) {
    HttpResponse<String> answer =
        service.post("/v1/training-jobs", json(JOB.formatted(1, trace)).toString());
    assertThat(answer.statusCode()).isIn(400, 422);
    assertThat(answer.body()).contains("\"" + pointer + "\"");
  }

  @Test
  void areToldWithTheJob() {
    String path = train(1, "{'distributions': ['delta', 'weights'], 'distributionPoints': 7}");
    JsonNode job = service.read(path.replace("/distributions", ""));
    JsonNode trace = job.get("spec").get("trace");
    assertThat(job.at("/links/distributions").asString()).isEqualTo(path);
    assertThat(trace.get("distributions").toString()).isEqualTo("[\"delta\",\"weights\"]");
    assertThat(trace.get("distributionPoints").asInt()).isEqualTo(7);
  }

  private String train(int hidden, String trace) {
    JsonNode job = service.train(json(JOB.formatted(hidden, trace)));
    return "/v1/training-jobs/" + job.get("id").asString() + "/distributions";
  }
}
