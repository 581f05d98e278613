package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.job.spec.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job from a file with its known faults, as labels of rules.
 *
 * @param id id in the file
 * @param isFaulty whether anything is wrong with the job
 * @param truth causes, each of which is a correct answer
 * @param isAllNeeded whether all of them must be named
 * @param acceptable further correct answers
 * @param alsoTrue rules that may be named besides, but are no answer
 */
public record SharedCase(
    String id,
    boolean isFaulty,
    JobSpec job,
    Set<String> truth,
    boolean isAllNeeded,
    Set<String> acceptable,
    Set<String> alsoTrue) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * The cases of all JSON files in a directory and its subdirectories, in the order of their paths.
   */
  public static List<SharedCase> in(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(file -> of(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The case of a file; empty if it has other contents. */
  static Optional<SharedCase> of(Path file) {
    JsonNode tree = JSON.readTree(file);
    if (!tree.has("job") || !tree.has("truth")) {
      return Optional.empty();
    }
    return Optional.of(
        new SharedCase(
            tree.get("id").asString(),
            tree.get("kind").asString().equals("faulty"),
            StoredSpecs.json().read(tree.get("job").toString(), tree.get("id").asString()),
            labels(tree, "truth"),
            tree.path("allNeeded").asBoolean(false),
            labels(tree, "acceptable"),
            labels(tree, "alsoTrue")));
  }

  private static Set<String> labels(JsonNode tree, String member) {
    Set<String> labels = new HashSet<>();
    tree.path(member).forEach(label -> labels.add(label.asString()));
    return labels;
  }

  /** Whether a set of named rules is a correct answer. */
  boolean isAnsweredBy(Set<Rule> said) {
    return isAllNeeded
        ? said.stream().map(Rule::label).collect(Collectors.toSet()).containsAll(truth)
        : said.stream().anyMatch(this::isAnswer);
  }

  private boolean isAnswer(Rule said) {
    return truth.contains(said.label()) || acceptable.contains(said.label());
  }

  boolean isSpurious(Rule said) {
    return !isAnswer(said) && !alsoTrue.contains(said.label());
  }
}
