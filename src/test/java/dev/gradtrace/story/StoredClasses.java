package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The classes of the service as the JVM keeps them after loading and verifying, in an archive that
 * every start of a story maps (class-data sharing). A start takes a third less processor time with
 * it. The archive is made once in a process of tests; a service that cannot map it does not start.
 */
final class StoredClasses {

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 8, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'generator': {'name': 'moons', 'samples': 200}},
       'optimizer': {'name': 'adam'}, 'epochs': 1, 'seed': 1}
      """;

  private static List<String> options;

  private StoredClasses() {}

  /** The options of a JVM that give it the class path of the service and the archive. */
  static synchronized List<String> options() {
    if (options == null) {
      try {
        options = store(Files.createDirectories(target().resolve("story-classes")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return options;
  }

  private static List<String> store(Path folder) throws IOException {
    String classPath = classPath(folder);
    Path archive = folder.resolve("service.jsa");
    Files.deleteIfExists(archive);
    Path home = Files.createTempDirectory(folder, "home");
    try (ServiceProcess rehearsal =
        ServiceProcess.run(
            home, List.of("-XX:ArchiveClassesAtExit=" + archive, "-classpath", classPath))) {
      rehearsal.awaitReady();
      rehearsal.service().train(json(JOB));
      rehearsal.terminate();
      assertThat(archive).as(rehearsal.output()).isNotEmptyFile();
    }
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-classpath", classPath);
  }

  /**
   * What the service is made of: the class path of the tests, without the tests and how they log.
   * Only classes of jars can be stored, so folders are packed into such.
   */
  private static String classPath(Path folder) throws IOException {
    List<Path> parts =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(part -> !part.equals(tests()))
            .toList();
    List<Path> packed = new ArrayList<>();
    for (Path part : parts) {
      packed.add(Files.isDirectory(part) ? pack(part, folder, packed.size()) : part);
    }
    return packed.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path pack(Path classes, Path folder, int number) throws IOException {
    Path jar = folder.resolve("part-" + number + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(file);
        Stream<Path> paths = Files.walk(classes)) {
      packed.setLevel(Deflater.BEST_SPEED);
      for (Path path : (Iterable<Path>) paths.filter(path -> !path.equals(classes))::iterator) {
        String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
        packed.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
        if (Files.isRegularFile(path)) {
          Files.copy(path, packed);
        }
      }
    }
    return jar;
  }

  /** Where the classes of the tests are. */
  private static Path tests() {
    return Path.of(
        URI.create(
            StoredClasses.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static Path target() {
    return tests().toAbsolutePath().getParent();
  }
}
