package dev.gradtrace.story;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradtrace.docs.Document;
import dev.gradtrace.docs.Document.Block;
import dev.gradtrace.docs.Quotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The commands of the documents, run by bash as they stand. Blocks in other languages quote what
 * the commands above them print; commands without a quotation print nothing.
 */
@OneService
class TourStoryTest {

  private static final List<String> NEEDED = List.of("bash", "curl", "jq", "unzip");
  private static final String SHELL = "sh";
  private static final String NO_QUOTATION = "python";

  /** Commands that start the service or build it. */
  private static final Pattern NOT_RUN = Pattern.compile("^(\\./mvnw|docker) ");

  private static final String ADDRESS = "localhost:8080";
  private static final String END = "--- end of the commands ---\n";
  private static final long MINUTES = 5;

  @LocalServerPort private int port;

  @TempDir private Path folder;

  private record Commands(int line, String text, String quoted) {}

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/docs/tour.md"})
  void commandsPrintWhatIsQuotedBelowThem(String document) throws Exception {
    List<String> missing =
        NEEDED.stream().filter(name -> Installed.firstOf(List.of(name)).isEmpty()).toList();
    assumeTrue(missing.isEmpty(), () -> "%s is not tried: no %s.".formatted(document, missing));
    List<Commands> all = commands(Document.of(document));
    assertThat(all).anyMatch(commands -> commands.text.contains(ADDRESS));
    String[] printed = run(all);
    for (int i = 0; i < all.size(); i++) {
      Commands commands = all.get(i);
      assertThat(new Quotation(commands.quoted).standsFor(printed[i]))
          .as(
              "%s:%d quotes%n%s%nbut prints%n%s",
              document, commands.line, commands.quoted, printed[i])
          .isTrue();
    }
  }

  private static List<Commands> commands(Document document) {
    List<Commands> all = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (block.language().equals(SHELL)) {
        if (!NOT_RUN.matcher(block.text()).find()) {
          all.add(new Commands(block.line(), block.text(), ""));
        }
      } else if (!block.language().equals(NO_QUOTATION)) {
        assertThat(all).as("commands above %s:%d", document.path(), block.line()).isNotEmpty();
        Commands above = all.remove(all.size() - 1);
        all.add(new Commands(above.line, above.text, above.quoted + block.text()));
      }
    }
    return all;
  }

  /** What each of them prints, in one shell. */
  private String[] run(List<Commands> all) throws IOException, InterruptedException {
    Path script = folder.resolve("commands");
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Path sources = Files.createSymbolicLink(folder.resolve("src"), Path.of("src").toAbsolutePath());
    Files.writeString(
        script,
        all.stream()
            .map(commands -> commands.text.replace(ADDRESS, "localhost:" + port))
            .map(text -> text + "echo '" + END.strip() + "'\n")
            .collect(joining()));
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", script.toString())
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
    shell.destroyForcibly();
    Files.delete(sources);
    String[] printed = Files.readString(output).split(END, -1);
    String last = all.get(Math.min(printed.length, all.size()) - 1).text;
    assertThat(ended).as("the end, within %d minutes, of%n%s", MINUTES, last).isTrue();
    assertThat(shell.exitValue()).as("%s%n%s", last, Files.readString(errors)).isZero();
    return printed;
  }
}
