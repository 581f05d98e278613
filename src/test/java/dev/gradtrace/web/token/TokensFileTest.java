package dev.gradtrace.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensFileTest {

  private static final String ANN =
      "ann write 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\n";

  @TempDir private Path folder;
  private Path path;
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(folder.resolve("tokens"), ANN);
  }

  @Test
  void isReadAgainWhenItChanges() throws IOException {
    TokensFile file = new TokensFile(path, () -> now);
    assertThat(file.find("secret")).isNotNull();
    Files.writeString(path, ANN.replace("write 2b", "write 00"));
    assertThat(file.find("secret")).as("within the second").isNotNull();
    now = now.plus(TokensFile.PATIENCE);
    assertThat(file.find("secret")).as("a second later").isNull();
  }

  @Test
  void keepsWhatItKnewWhileItIsBroken() throws IOException {
    TokensFile file = new TokensFile(path, () -> now);
    for (String broken : new String[] {"ann write\n", "ann write \u0000\n"}) {
      Files.writeString(path, broken);
      now = now.plus(TokensFile.PATIENCE);
      assertThat(file.find("secret")).isNotNull();
    }
    Files.write(path, new byte[] {(byte) 0xc3, 0x28});
    now = now.plus(TokensFile.PATIENCE);
    assertThat(file.find("secret")).isNotNull();
    Files.delete(path);
    now = now.plus(TokensFile.PATIENCE);
    assertThat(file.find("secret")).isNotNull();
    Files.writeString(path, "# nobody\n");
    now = now.plus(TokensFile.PATIENCE);
    assertThat(file.find("secret")).isNull();
  }

  @Test
  void mustBeGoodAtFirst() throws IOException {
    assertThatExceptionOfType(UnusableTokens.class)
        .isThrownBy(() -> new TokensFile(folder.resolve("none"), () -> now))
        .withMessageContaining("cannot be read");
    Files.writeString(path, "ann\n");
    assertThatExceptionOfType(UnusableTokens.class)
        .isThrownBy(() -> new TokensFile(path, () -> now))
        .withMessageStartingWith("Line 1 does not have three words")
        .withMessageEndingWith(path.toString());
  }
}
