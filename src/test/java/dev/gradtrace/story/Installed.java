package dev.gradtrace.story;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Commands of this machine. */
final class Installed {

  /** In the environment: what is missing fails the tests that want it, instead of skipping them. */
  static final boolean ALL_REQUIRED = "required".equals(System.getenv("GRADTRACE_BROWSER"));

  private Installed() {}

  /** The first of some commands that is on the path. */
  static Optional<Path> firstOf(List<String> names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Skips a test without a command, and says so; fails it where all must be there. */
  static void assume(String command) {
    boolean there = firstOf(List.of(command)).isPresent();
    if (!there && ALL_REQUIRED) {
      throw new AssertionError(command + " is not installed.");
    }
    assumeTrue(there, () -> "Not tried: %s is not installed.".formatted(command));
  }
}
