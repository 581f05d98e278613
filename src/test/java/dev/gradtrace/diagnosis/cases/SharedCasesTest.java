package dev.gradtrace.diagnosis.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedCasesTest {

  static Stream<SharedCase> cases() throws URISyntaxException {
    URL directory = Objects.requireNonNull(SharedCasesTest.class.getResource("/diagnosis/cases"));
    return SharedCase.in(Path.of(directory.toURI())).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersWhatWasOnceAnsweredWrong(SharedCase given) {
    Answer answer = ReadyJob.of(given.job()).answer();
    assertThat(answer.verdict()).as(given.id()).isEqualTo(given.isFaulty() ? "faulty" : "healthy");
    assertThat(answer.said()).as(given.id()).noneMatch(given::isSpurious);
    if (given.isFaulty()) {
      assertThat(given.isAnsweredBy(answer.said()))
          .as("%s: %s", given.id(), answer.said())
          .isTrue();
    }
  }
}
