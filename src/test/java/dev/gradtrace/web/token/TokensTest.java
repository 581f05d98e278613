package dev.gradtrace.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  /** Of "secret", by sha256sum. */
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  /** Of the empty text. */
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void knowWhoseTheyAre() {
    Tokens tokens =
        Tokens.of(List.of("# who may", "", "ann write " + SECRET, "  bob\tread  " + EMPTY + " "));
    assertThat(tokens.find("secret")).isEqualTo(Caller.named("ann", Role.WRITE));
    assertThat(tokens.find("")).isEqualTo(Caller.named("bob", Role.READ));
    assertThat(tokens.find("Secret")).isNull();
    assertThat(tokens.find(SECRET)).isNull();
  }

  @Test
  void ofOneNameMayBeMany() {
    Tokens tokens = Tokens.of(List.of("ann write " + SECRET, "ann admin " + EMPTY));
    assertThat(tokens.count()).isEqualTo(2);
    assertThat(tokens.find("")).isEqualTo(Caller.named("ann", Role.ADMIN));
  }

  @ParameterizedTest
  @CsvSource({
    "ann write, three words",
    "ann write HASH more, three words",
    "ann owner HASH, role",
    "ann WRITE HASH, role",
    "ann write 00, 64 digits",
    "ann write 2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B, 64 digits",
    "NAME write HASH, 200 characters",
    "an\u0007n write HASH, control characters",
    "bob read 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b, earlier line"
  })
  void areRefusedByLineWithoutRepeatingIt(String line, String reason) {
    String text = line.replace("HASH", EMPTY).replace("NAME", "n".repeat(201));
    assertThatExceptionOfType(UnusableTokens.class)
        .isThrownBy(() -> Tokens.of(List.of("#", "ann write " + SECRET, text)))
        .withMessageContaining("Line 3 ")
        .withMessageContaining(reason)
        .withMessageNotContaining("2bb80d53")
        .withMessageNotContaining("ann");
  }
}
