package dev.gradtrace.web.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tables as people have them: uploaded, looked at, refused. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class UploadedTablesTest {

  private static final String PREVIEW = "/v1/datasets/preview";

  private static final String MEASURED =
      """
      id,measured,load,span,verdict
      1001,2026-01-05,12.5,,holds
      1002,2026-01-06,15.0,4.0,breaks
      1003,2026-01-07,NA,3.1,holds
      """;

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void tellsHowATableWasUnderstood() {
    JsonNode kept =
        Service.body(
            upload(
                "/v1/datasets",
                MEASURED,
                "ignoreColumns=id, measured",
                "missing=mean",
                "labelColumn=verdict"),
            201);
    assertThat(kept.get("columns")).isEqualTo(Service.json("['load', 'span', 'verdict']"));
    assertThat(kept.get("reading"))
        .isEqualTo(
            Service.json(
                """
                {'separator': ',', 'decimal': '.', 'header': true, 'skippedLines': 0,
                 'droppedRows': 0, 'filledCells': 2, 'oneHot': {}, 'notes': []}
                """));
    JsonNode rows = service.read("/v1/datasets/" + kept.get("id").asString() + "/rows");
    assertThat(rows.get("inputs"))
        .isEqualTo(Service.json("[[12.5, 3.55], [15.0, 4.0], [13.75, 3.1]]"));
    assertThat(service.read("/v1/datasets/" + kept.get("id").asString())).isEqualTo(kept);
    assertThat(service.read("/v1/datasets/iris").has("reading")).isFalse();
  }

  @Test
  void makesColumnsOfTextAndNamesWhatLooksLikeNoFeature() {
    JsonNode look =
        Service.body(upload(PREVIEW, MEASURED, "missing=drop_rows", "categorical=one_hot"), 200);
    assertThat(look.at("/reading/droppedRows").asInt()).isEqualTo(2);
    assertThat(look.at("/reading/oneHot/measured")).isEqualTo(Service.json("['2026-01-06']"));
    assertThat(look.at("/reading/notes").toString()).contains("measured", "ignoreColumns=id");
    assertThat(look.get("inputs")).isEqualTo(Service.json("[[1002.0, 1.0, 15.0, 4.0]]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {PREVIEW, "/v1/datasets/upload/preview"})
  void aPreviewKeepsNothing(String path) {
    JsonNode before = service.read("/v1/datasets?limit=1");
    String table = "sep=;\nload;span;verdict\n12,5;3,5;holds\n15,0;4,0;breaks\n";
    JsonNode look = Service.body(upload(path + "?limit=1", table), 200);
    assertThat(look.get("samples").asInt()).isEqualTo(2);
    assertThat(look.get("inputs")).isEqualTo(Service.json("[[12.5, 3.5]]"));
    assertThat(look.at("/reading/separator").asString()).isEqualTo(";");
    assertThat(look.at("/reading/decimal").asString()).isEqualTo(",");
    assertThat(look.at("/reading/skippedLines").asInt()).isEqualTo(1);
    assertThat(service.read("/v1/datasets?limit=1")).isEqualTo(before);
  }

  @Test
  void refusesEachPatternWithTheOptionThatReadsIt() {
    JsonNode problem = Refused.with(422, upload(PREVIEW, MEASURED));
    assertThat(Refused.pointers(problem)).containsExactly("/file", "/file");
    assertThat(problem.get("errors").toString())
        .contains("missing=drop_rows", "missing=mean", "ignoreColumns=measured");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "400, separator=:, /separator",
        "400, decimal=;, /decimal",
        "400, header=maybe, /header",
        "400, missing=zero, /missing",
        "400, categorical=codes, /categorical",
        "400, separators=tab, /separators",
        "422, 'comment=', /comment",
        "422, comment=# #, /comment",
        "422, ignoreColumns=colour, /ignoreColumns/0",
        "422, 'columns=load,9', /columns/1",
        "422, ignoreColumns=verdict;labelColumn=verdict, /labelColumn",
        "422, ignoreColumns=id;columns=load, /ignoreColumns"
      })
  void refusesAnOptionWithoutMeaningWhereItStands(int status, String options, String pointer) {
    String table = "id,load,verdict\n1,12.5,holds\n2,15.0,breaks\n";
    String[] each = status == 400 ? new String[] {options} : options.split(";");
    JsonNode problem = Refused.with(status, upload(PREVIEW, table, each));
    assertThat(Refused.pointers(problem)).contains(pointer);
  }

  @Test
  void refusesOptionsOfTablesBesideImages() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("images", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    parts.put("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1});
    assertThat(Service.body(service.upload(PREVIEW, parts), 200).at("/reading/notes"))
        .isEqualTo(Service.json("[]"));
    parts.put("separator", "tab");
    assertThat(Refused.pointers(Refused.with(400, service.upload(PREVIEW, parts))))
        .isEqualTo(List.of("/file"));
  }

  private HttpResponse<String> upload(String path, String table, String... options) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("file", table.getBytes(StandardCharsets.UTF_8));
    for (String option : options) {
      String[] pair = option.split("=", 2);
      parts.put(pair[0], pair[1]);
    }
    return service.upload(path, parts);
  }
}
