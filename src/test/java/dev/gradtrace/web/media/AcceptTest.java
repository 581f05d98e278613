package dev.gradtrace.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is answered is what is preferred, and what the answer says it is. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class AcceptTest {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv;charset=UTF-8";

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json, text/csv | application/json",
        "text/csv, application/json | text/csv",
        "text/csv;q=0.9, application/json | application/json",
        "text/csv, application/json;q=0.9 | text/csv",
        "*/*, text/csv | text/csv",
        "*/*, text/csv;q=0.9 | application/json",
        "text/csv;q=0, */* | application/json",
        "text/* | text/csv",
        "text/csv;charset=utf-16 | text/csv",
        "application/json;charset=utf-16 | application/json",
        "application/json;q=0, text/csv | text/csv",
        "text/csv, text/csv;q=0.5, application/json;q=0 | text/csv",
        "application/json;q=0.1, text/csv;header=absent;q=0.2 | text/csv"
      })
  void rowsComeInThePreferredForm(String accept, String expected) {
    HttpResponse<String> answer = service.get("/v1/datasets/xor/rows?limit=1", "Accept", accept);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(expected.equals(JSON) ? JSON : CSV);
    assertThat(answer.body())
        .startsWith(expected.equals(JSON) ? "{\"datasetId\":\"xor\"" : "x1,x2,");
  }

  @Test
  void mayNameATypeAgainAndAgain() {
    String accept = String.join(", ", Collections.nCopies(40, "*/*"));
    for (String path : List.of("/v1/datasets/xor", "/v1/datasets/xor/rows", "/v1/datasets")) {
      HttpResponse<String> answer = service.get(path, "Accept", accept);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void mayNameATypeWithManyQualities() {
    String accept =
        IntStream.range(0, 24)
            .mapToObj(i -> "*/*;q=0." + (10 + i) + ", text/*;q=0.9" + i)
            .collect(Collectors.joining(", "));
    HttpResponse<String> answer = service.get("/v1/datasets/xor/rows", "Accept", accept);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void mayRefuseWhatThereIs() {
    HttpResponse<String> answer =
        service.get("/v1/datasets/xor", "Accept", "application/json;q=0, text/x-none");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json, text/event-stream | application/json",
        "text/event-stream, application/json;q=0.9 | text/event-stream",
        "application/json;charset=utf-16 | application/json"
      })
  void eventsComeInThePreferredForm(String accept, String expected) {
    String job =
        service
            .train(
                Service.json(
                    """
                    {"network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
                     "cost": "quadratic", "dataset": {"id": "xor"},
                     "optimizer": {"name": "sgd", "learningRate": 1}}
                    """))
            .get("id")
            .asString();
    HttpResponse<String> answer =
        service.get("/v1/training-jobs/" + job + "/events", "Accept", accept);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(expected);
  }
}
