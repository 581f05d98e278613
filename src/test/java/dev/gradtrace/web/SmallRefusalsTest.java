package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Large requests are refused in few words, and no echo is longer than what a person reads. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SmallRefusalsTest {

  private static final int SMALL = 60_000;

  private static final String BASE =
      """
      {"network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic", "dataset": {"id": "xor"}, "optimizer": {"name": "sgd"}, "epochs": 1}
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 300, 9000})
  void refusesMoreFactorsThanSixteen(int count) {
    String same = joined(count, i -> "{\"pointer\": \"/cost\", \"values\": [\"quadratic\"]}");
    String others = joined(count, i -> "{\"pointer\": \"/p%s\", \"values\": [%s]}".formatted(i, i));
    for (String factors : new String[] {same, others}) {
      assertThat(refused(experiment(factors))).contains("/factors", "more than 16 elements");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 40_000, 99_000})
  void refusesMoreValuesOfAFactorThanFiveHundred(int count) {
    String factor =
        "{\"pointer\": \"/epochs\", \"values\": [%s]}".formatted(joined(count, i -> "" + i));
    assertThat(refused(experiment(factor))).contains("/factors/0/values", "more than 500 elements");
    String seeds = "{\"base\": %s, \"seeds\": [%s]}".formatted(BASE, joined(count, i -> "" + i));
    assertThat(refused(service.post("/v1/experiments", seeds)))
        .contains("/seeds", "more than 500 elements");
  }

  @Test
  void refusesValuesThatEveryRunWouldRepeat() {
    String text = "x".repeat(90_000);
    String factor = "{\"pointer\": \"/name\", \"values\": [\"%s\"]}".formatted(text);
    assertThat(refused(experiment(factor))).contains("/factors", "characters of JSON");
  }

  @Test
  void refusesABaseThatIsTooLargeToBeReadForEveryCell() {
    String inputs = joined(9_000, i -> "[" + i + ".123456789012, 1]");
    String base =
        BASE.replace("{\"id\": \"xor\"}", "{\"inputs\": [" + inputs + "], \"targets\": []}");
    String body =
        "{\"base\": %s, \"factors\": [{\"pointer\": \"/epochs\", \"values\": [%s]}]}"
            .formatted(base, joined(400, i -> "" + (i + 1)));
    assertThat(refused(service.post("/v1/experiments", body))).contains("/base", "characters");
  }

  @Test
  void readsNoMoreCellsOnceAThousandFaultsAreFound() {
    String layers = joined(1000, i -> "{\"units\": -1, \"activation\": \"no%s\"}".formatted(i));
    String base = BASE.replaceFirst("\\[\\{.*}]", "[" + layers + "]");
    String body =
        "{\"base\": %s, \"factors\": [{\"pointer\": \"/epochs\", \"values\": [%s]}]}"
            .formatted(base, joined(500, i -> "" + (i + 1)));
    assertThat(refused(service.post("/v1/experiments", body)))
        .contains("\"/base/network/layers/0/units\"", "/base/network/layers/49/");
  }

  @ParameterizedTest
  @CsvSource({"/cost, 1000", "/, 3000", "~0, 20000", "a, 90000"})
  void refusesPointersLongerThanBodiesAreDeep(String step, int times) {
    String factor = "{\"pointer\": \"%s\", \"values\": [1]}".formatted("/" + step.repeat(times));
    assertThat(refused(experiment(factor))).contains("/factors/0/pointer");
  }

  @Test
  void shortensWhatItEchoes() {
    String text = "x".repeat(90_000);
    String number = "1".repeat(900);
    refused(service.post("/v1/gradients", BASE.replace("quadratic", text)));
    refused(service.post("/v1/gradients", BASE.replace("\"epochs\": 1", "\"epochs\": " + number)));
    refused(service.post("/v1/gradients", BASE.replace("cost", "c".repeat(900))));
    refused(service.post("/v1/networks/import", "{\"class_name\": \"%s\"}".formatted(text)));
    refused(service.get("/v1/datasets?limit=" + "9".repeat(6000)));
    refused(service.get("/v1/datasets/iris/rows?offset=" + "x".repeat(6000)));
    refused(service.get("/v1/training-jobs?status=" + "x".repeat(6000)));
    assertThat(service.get("/v1/datasets/" + "x".repeat(6000)).body()).contains("xxx…");
  }

  @Test
  void shortensWhatItEchoesOfUploads() {
    String text = "x".repeat(900_000);
    byte[] file = "a,y\n1,2\n".getBytes(StandardCharsets.UTF_8);
    assertThat(refused(upload(Map.of("file", file, "scale", text)))).contains("/scale");
    assertThat(refused(upload(Map.of("file", file, "labelColumn", text)))).contains("/labelColumn");
    assertThat(refused(upload(Map.of("file", file, "x".repeat(300), "1")))).contains("unknown");
    String wrong = joined(2000, i -> "no" + i);
    assertThat(refused(upload(Map.of("file", file, "targetColumns", wrong))))
        .contains("/targetColumns");
    String wide = joined(3000, i -> "c" + i + "x".repeat(190));
    byte[] table = (wide + "\n" + joined(3000, i -> "1") + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(refused(upload(Map.of("file", table, "targetColumns", wrong))))
        .contains("/targetColumns/99");
    byte[] cells =
        ("a,y\n" + (text.substring(0, 9000) + ",1\n").repeat(500)).getBytes(StandardCharsets.UTF_8);
    assertThat(refused(upload(Map.of("file", cells, "targetColumns", "y")))).contains("line 2");
  }

  private HttpResponse<String> experiment(String factors) {
    return service.post(
        "/v1/experiments", "{\"base\": %s, \"factors\": [%s]}".formatted(BASE, factors));
  }

  private HttpResponse<String> upload(Map<String, Object> parts) {
    return service.upload("/v1/datasets", parts);
  }

  private static String joined(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
  }

  private static String refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
    Refused.with(answer.statusCode(), answer);
    assertThat(answer.body()).hasSizeLessThan(SMALL);
    return answer.body();
  }
}
