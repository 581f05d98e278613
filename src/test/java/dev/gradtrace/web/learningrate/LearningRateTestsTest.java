package dev.gradtrace.web.learningrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/learning-rate-tests}, asked as it should be and as it should not. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LearningRateTestsTest {

  private static final String PATH = "/v1/learning-rate-tests";
  private static final String JOBS = "/v1/training-jobs";

  private static final String DIGITS =
      """
      {'name': '<b>digits</b>', 'network': {'inputs': 64, 'layers': [
          {'units': 20, 'activation': 'relu'}, {'units': 10, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'digits'}, 'scaling': 'standard',
       'validationFraction': 0.2, 'optimizer': {'name': 'sgd'}}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  private static ObjectNode digits() {
    return (ObjectNode) Service.json(DIGITS);
  }

  private static ObjectNode with(String member, String value) {
    ObjectNode body = digits();
    body.set(member, Service.json(value));
    return body;
  }

  private JsonNode answer(JsonNode body) {
    return service.post(PATH, body, 200);
  }

  @Test
  void answersWithTheCurveAndWhatItSuggests() {
    JsonNode test = answer(digits());
    int length = test.get("learningRate").size();
    assertThat(length).isBetween(50, 100);
    assertThat(test.get("loss").size()).isEqualTo(length);
    assertThat(test.get("smoothedLoss").size()).isEqualTo(length);
    assertThat(test.at("/learningRate/0").asDouble()).isEqualTo(1e-7);
    assertThat(test.get("stoppedBecause").asString()).isEqualTo("loss_exploded");
    assertThat(test.get("suggestions").valueStream().map(one -> one.get("name").asString()))
        .containsExactly("valley", "steepest", "minimum_tenth", "sharpness");
    assertThat(test.get("recommended").asString()).isEqualTo(bestTried(test));
    assertThat(test.at("/suggestions/0/learningRate").asDouble()).isBetween(1e-3, 1.0);
    assertThat(test.at("/suggestions/0/reason").asString()).contains("fall");
  }

  /** The first suggestion with the highest accuracy, according to the reasons. */
  private static String bestTried(JsonNode test) {
    return Stream.of(0, 2, 3, 1)
        .map(k -> test.get("suggestions").get(k))
        .max(Comparator.comparingDouble(LearningRateTestsTest::accuracy))
        .orElseThrow()
        .get("name")
        .asString();
  }

  private static double accuracy(JsonNode suggestion) {
    String reason = suggestion.get("reason").asString();
    assertThat(reason).contains(" Tried: ").contains("after epoch 1 on");
    return reason.contains(" accuracy of ")
        ? Double.parseDouble(reason.replaceFirst(".* accuracy of (\\S+) .*", "$1"))
        : 0;
  }

  /** More epochs do not change the curve, but what a trial comes to. */
  @Test
  void triesTheSuggestionsForTheEpochsOfTheJob() {
    JsonNode one = answer(digits());
    JsonNode ten = answer(with("epochs", "10"));
    assertThat(ten.get("loss")).isEqualTo(one.get("loss"));
    assertThat(ten.at("/suggestions/0/learningRate"))
        .isEqualTo(one.at("/suggestions/0/learningRate"));
    assertThat(ten.at("/suggestions/0/reason").asString()).contains("after epoch 10 on");
  }

  @Test
  void keepsNothing() {
    int before = service.read(JOBS + "?limit=100").get("data").size();
    answer(digits());
    assertThat(service.read(JOBS + "?limit=100").get("data").size()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "optimizer            | {'name': 'sgd', 'learningRate': 77}",
        "optimizer            | {'name': 'sgd', 'learningRate': -1}",
        "learningRateSchedule | {'name': 'step', 'factor': 0.5, 'everyEpochs': 1, 'warmupSteps':"
            + " 9}",
        "earlyStopping        | {'metric': 'validation_loss', 'patience': 1}",
        "trace                | {'everySteps': 1, 'maxPoints': 2000000000}"
      })
  void ignoresWhatTheTestSetsItself(String member, String value) {
    assertThat(answer(with(member, value))).isEqualTo(answer(digits()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "seed             | 5",
        "batchSize        | 10",
        "scaling          | 'min_max'",
        "shuffle          | false",
        "gradientClipNorm | 0.01",
        "gradientClipValue | 0.001",
        "classWeights     | [1, 1, 1, 9, 1, 1, 1, 1, 1, 1]",
        "l1               | 5",
        "maxNorm          | 0.5",
        "validationFraction | 0.5",
        "optimizer        | {'name': 'sgd', 'momentum': 0.9}",
        "optimizer        | {'name': 'adam'}"
      })
  void everythingElseOfTheJobCounts(String member, String value) {
    assertThat(answer(with(member, value)).get("loss")).isNotEqualTo(answer(digits()).get("loss"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "from  | 0           | 422 | /from",
        "from  | -1e-3       | 422 | /from",
        "from  | 10          | 422 | /to",
        "from  | 11          | 422 | /to",
        "from  | 'x'         | 400 | /from",
        "from  | 1e999       | 400 | /from",
        "to    | 1e-7        | 422 | /to",
        "to    | -1          | 422 | /to",
        "to    | []          | 400 | /to",
        "steps | 9           | 422 | /steps",
        "steps | 1001        | 422 | /steps",
        "steps | 1000000000  | 422 | /steps",
        "steps | 99999999999 | 422 | /steps",
        "steps | 10.5        | 400 | /steps",
        "steps | '10'        | 400 | /steps",
        "epochs | 'x'        | 400 | /epochs",
        "trace | {'every': 1} | 400 | /trace/every",
        "by    | 1           | 400 | /by",
        "cost  | 'none'      | 400 | /cost"
      })
  void refusesByPointer(String member, String value, int status, String pointer) {
    String body = digits().toString();
    String changed =
        body.substring(0, body.length() - 1)
            .replace("\"cost\":\"categorical_cross_entropy\",", member.equals("cost") ? "" : "$0")
            .replace("$0", "\"cost\":\"categorical_cross_entropy\",");
    String text = changed + ",\"" + member + "\":" + value.replace('\'', '"') + "}";
    JsonNode problem = Refused.with(status, service.post(PATH, text));
    assertThat(Refused.pointers(problem)).containsExactly(pointer);
  }

  @Test
  void saysEveryFaultAtOnce() {
    ObjectNode body = digits();
    body.put("from", -1).put("steps", 5).put("cost", "none").put("batchSize", 0);
    JsonNode problem = Refused.with(400, service.post(PATH, body.toString()));
    assertThat(Refused.pointers(problem))
        .containsExactlyInAnyOrder("/from", "/steps", "/cost", "/batchSize");
  }

  @Test
  void refusesMoreWorkThanSomebodyWaitsForAtItsSteps() {
    ObjectNode body = digits();
    body.set(
        "network",
        Service.json(
            "{'inputs': 64, 'layers': [{'units': 3000, 'activation': 'relu', 'repeat': 2},"
                + " {'units': 10, 'activation': 'softmax'}]}"));
    body.put("steps", 1000).put("batchSize", 1000);
    JsonNode problem = Refused.with(422, service.post(PATH, body.toString()));
    assertThat(Refused.pointers(problem)).containsExactly("/steps");
    assertThat(problem.at("/errors/0/detail").asString()).contains("multiplications");
  }

  @Test
  void aNetworkThatLearnsNothingSuggestsNothing() {
    ObjectNode body =
        (ObjectNode)
            Service.json(
                """
                {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'softmax'}]},
                 'cost': 'quadratic', 'dataset': {'inputs': [[1, 2]], 'targets': [[1]]},
                 'optimizer': {'name': 'sgd'}, 'batchSize': 4096}
                """);
    JsonNode test = answer(body);
    assertThat(test.get("stoppedBecause").asString()).isEqualTo("completed");
    assertThat(test.get("loss").valueStream().map(JsonNode::asDouble)).containsOnly(0.0);
    assertThat(test.get("recommended").isNull()).isTrue();
    test.get("suggestions")
        .forEach(suggestion -> assertThat(suggestion.get("learningRate").isNull()).isTrue());
  }

  @Test
  void divergingAtTheFirstStepKeepsItsNullLoss() {
    ObjectNode body =
        (ObjectNode)
            Service.json(
                """
                {'network': {'inputs': 1, 'layers': [{'units': 1, 'activation': 'linear',
                    'weightInitializer': {'name': 'constant', 'value': 1e200}}]},
                 'cost': 'quadratic', 'dataset': {'inputs': [[1e10]], 'targets': [[1]]},
                 'optimizer': {'name': 'adam'}}
                """);
    JsonNode test = answer(body);
    assertThat(test.get("stoppedBecause").asString()).isEqualTo("not_finite");
    assertThat(test.at("/loss/0").isNull()).isTrue();
    assertThat(test.at("/smoothedLoss/0").isNull()).isTrue();
    assertThat(test.get("learningRate").size()).isEqualTo(1);
    List<String> lines =
        service.post(PATH, body.toString(), "Accept", "text/csv").body().lines().toList();
    assertThat(lines).containsExactly("learningRate,loss,smoothedLoss", "1.0E-7,,");
  }

  @Test
  void isATableToo() {
    JsonNode test = answer(digits());
    List<String> lines =
        Service.text(service.post(PATH, digits().toString(), "Accept", "text/csv"), 200)
            .lines()
            .toList();
    assertThat(lines.get(0)).isEqualTo("learningRate,loss,smoothedLoss");
    assertThat(lines).hasSize(1 + test.get("loss").size());
    IntStream.range(0, test.get("loss").size())
        .forEach(
            k -> {
              String[] cells = lines.get(k + 1).split(",");
              assertThat(Double.parseDouble(cells[1])).isEqualTo(test.at("/loss/" + k).asDouble());
              assertThat(Double.parseDouble(cells[2]))
                  .isEqualTo(test.at("/smoothedLoss/" + k).asDouble());
            });
  }

  @Test
  void isAPictureToo() {
    String picture =
        Service.text(
            service.post(
                PATH + "?width=700&height=400", digits().toString(), "Accept", "image/svg+xml"),
            200);
    assertThat(picture)
        .startsWith("<svg")
        .contains("width=\"700\"", "&lt;b&gt;digits", "learning rate", "valley, ", "smoothed")
        .doesNotContain("<b>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?width=1", "?height=x", "?steps=5"})
  void aPictureRefusesAQueryThatIsWrong(String query) {
    Refused.with(400, service.post(PATH + query, digits().toString(), "Accept", "image/svg+xml"));
  }
}
