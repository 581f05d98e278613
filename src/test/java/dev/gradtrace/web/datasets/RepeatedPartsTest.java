package dev.gradtrace.web.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockMultipartHttpServletRequest;

/** A part that has one value is given once. */
class RepeatedPartsTest {

  @ParameterizedTest
  @ValueSource(strings = {"file", "images", "labels"})
  void refusesASecondFile(String part) {
    MockMultipartHttpServletRequest parts = new MockMultipartHttpServletRequest();
    parts.addFile(new MockMultipartFile(part, "p1.csv", null, new byte[] {1}));
    parts.addFile(new MockMultipartFile(part, "p2.csv", null, new byte[] {2}));
    refuses(parts, part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labelColumn",
        "scale",
        "name",
        "separator",
        "decimal",
        "header",
        "comment",
        "missing",
        "categorical"
      })
  void refusesASecondValue(String part) {
    MockMultipartHttpServletRequest parts = new MockMultipartHttpServletRequest();
    parts.addParameter(part, "1", "1");
    refuses(parts, part);
  }

  private static void refuses(MockMultipartHttpServletRequest parts, String part) {
    assertThatThrownBy(() -> UploadRequest.of(parts))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refusal ->
                assertThat(refusal.faults())
                    .singleElement()
                    .matches(
                        fault ->
                            fault.pointer().equals("/" + part)
                                && fault.detail().equals("is given more than once")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"targetColumns", "columns", "ignoreColumns", "missingValues"})
  void takesListsInSeveralParts(String part) {
    MockMultipartHttpServletRequest parts = new MockMultipartHttpServletRequest();
    parts.addParameter(part, "a", "b");
    UploadRequest read = UploadRequest.of(parts);
    List<List<String>> lists =
        Stream.of(read.targetColumns(), read.columns(), read.ignoreColumns(), read.missingValues())
            .filter(Objects::nonNull)
            .toList();
    assertThat(lists).containsExactly(List.of("a", "b"));
  }
}
