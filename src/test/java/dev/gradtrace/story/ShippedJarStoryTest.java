package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as it is given away: what is in it, under which licences, and that it says so. */
@EnabledIfSystemProperty(
    named = ShippedJarStoryTest.JAR,
    matches = ".+",
    disabledReason = "Maven builds the jar.")
class ShippedJarStoryTest {

  static final String JAR = "gradtrace.jar";
  private static final String MAVEN = "gradtrace.maven";
  private static final String NO_BOM = "Maven writes no bill of materials when it is offline.";

  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String INFO = "META-INF/";

  private static final Pattern LICENCE =
      Pattern.compile("(.*/)?(LICEN[CS]E|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);

  /** Of the page: within static files, with their licences beside them or among the texts. */
  private static final Set<String> OF_THE_PAGE = Set.of("echarts", "katex", "tslib", "zrender");

  /** Holds no class and is left out of the jar. */
  private static final Pattern STARTER = Pattern.compile(".*-starter(-.*)? .*");

  /** Needed by nothing that the service does. */
  private static final Pattern UNUSED = Pattern.compile(".*(websocket|jarmode|devtools).*");

  private static JarFile jar;

  /** A jar within the jar. */
  private record Library(ZipEntry entry, String artifact, String version) {

    private static final Pattern NAME = Pattern.compile(LIBRARIES + "(.+?)-(\\d.*)\\.jar");

    static Library of(ZipEntry entry) {
      Matcher name = NAME.matcher(entry.getName());
      assertThat(name.matches()).as(entry.getName()).isTrue();
      return new Library(entry, name.group(1), name.group(2));
    }

    /** As the list of third parties has it. */
    boolean isIn(String line) {
      return line.contains(":%s:%s - ".formatted(artifact, version));
    }
  }

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(System.getProperty(JAR));
  }

  @AfterAll
  static void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  @Test
  void nothingIsShippedThatIsNotUsed() {
    assertThat(libraries())
        .isNotEmpty()
        .extracting(Library::artifact)
        .noneMatch(name -> UNUSED.matcher(name).matches());
  }

  @Test
  @DisabledIfSystemProperty(named = MAVEN, matches = "offline: true", disabledReason = NO_BOM)
  void theBillOfMaterialsNamesEachLibraryByItsDigest() {
    List<String> shipped =
        libraries().stream()
            .map(it -> "%s %s %s".formatted(it.artifact(), it.version(), sha256(it.entry())))
            .toList();
    List<String> billed =
        components().stream()
            .filter(it -> !OF_THE_PAGE.contains(nameOf(it)))
            .map(it -> "%s %s %s".formatted(nameOf(it), textIn(it, "version"), sha256Of(it)))
            .toList();
    assertThat(billed).containsAll(shipped);
    assertThat(billed)
        .filteredOn(line -> !shipped.contains(line))
        .allMatch(line -> STARTER.matcher(line).matches());
  }

  @Test
  @DisabledIfSystemProperty(named = MAVEN, matches = "offline: true", disabledReason = NO_BOM)
  void theBillOfMaterialsNamesWhatThePageIsMadeOf() {
    assertThat(components()).extracting(ShippedJarStoryTest::nameOf).containsAll(OF_THE_PAGE);
  }

  @Test
  void theListOfThirdPartiesNamesEachLibrary() {
    List<String> lines = text(INFO + "THIRD-PARTY.txt").lines().toList();
    assertThat(libraries())
        .allSatisfy(library -> assertThat(lines).filteredOn(library::isIn).hasSize(1));
    for (String library : OF_THE_PAGE) {
      assertThat(lines).anyMatch(line -> line.contains(":" + library + ":"));
    }
  }

  @Test
  void theTextOfTheLicenceComesWithEachLibrary() {
    List<String> lines = text(INFO + "THIRD-PARTY.txt").lines().toList();
    assertThat(libraries())
        .filteredOn(library -> !hasOwnText(library) && !isThere(textOf(library.artifact())))
        .extracting(library -> lines.stream().filter(library::isIn).findFirst().orElseThrow())
        .allMatch(ShippedJarStoryTest::isLicensedByAKnownText);
    assertThat(
            List.of(
                "BOOT-INF/classes/static/vendor/echarts/LICENSE",
                "BOOT-INF/classes/static/vendor/echarts/NOTICE",
                "BOOT-INF/classes/static/vendor/katex/LICENSE",
                textOf("zrender"),
                textOf("tslib")))
        .allMatch(ShippedJarStoryTest::isThere);
  }

  /** Whether one of the licences that a line names is the project's own or has its text there. */
  private static boolean isLicensedByAKnownText(String line) {
    Map<String, String> texts =
        Map.of(
            "Apache-2.0", INFO + "LICENSE",
            "EPL-2.0", textOf("EPL-2.0"),
            "MPL-2.0", textOf("MPL-2.0"));
    return texts.entrySet().stream()
        .anyMatch(each -> line.contains("(" + each.getKey() + ")") && isThere(each.getValue()));
  }

  private static String textOf(String name) {
    return INFO + "licenses/" + name + ".txt";
  }

  private static boolean isThere(String entry) {
    return jar.getEntry(entry) != null;
  }

  private static boolean hasOwnText(Library library) {
    try (ZipInputStream entries = new ZipInputStream(jar.getInputStream(library.entry()))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (LICENCE.matcher(entry.getName()).matches() && !entry.isDirectory()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Library> libraries() {
    return Collections.list(jar.entries()).stream()
        .filter(entry -> entry.getName().startsWith(LIBRARIES) && !entry.isDirectory())
        .<Library>map(Library::of)
        .toList();
  }

  private static List<JsonNode> components() {
    JsonNode bom = new JsonMapper().readTree(text(INFO + "sbom/application.cdx.json"));
    assertThat(textIn(bom, "bomFormat")).isEqualTo("CycloneDX");
    return StreamSupport.stream(bom.get("components").spliterator(), false).toList();
  }

  private static String nameOf(JsonNode component) {
    return textIn(component, "name");
  }

  private static String textIn(JsonNode object, String member) {
    return object.get(member).asString();
  }

  private static String sha256Of(JsonNode component) {
    return StreamSupport.stream(component.get("hashes").spliterator(), false)
        .filter(hash -> textIn(hash, "alg").equals("SHA-256"))
        .map(hash -> textIn(hash, "content"))
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(ZipEntry entry) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(entry)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(String entry) {
    assertThat(isThere(entry)).as(entry).isTrue();
    return new String(bytes(jar.getEntry(entry)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ZipEntry entry) {
    try (InputStream stream = jar.getInputStream(entry)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
