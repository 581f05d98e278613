package dev.gradtrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;

/** The replicas as the documents run them: with no more rights than they need. */
class ComposeTest {

  private static final Map<String, Object> COMPOSE = read();

  private static final String REPLICA = "gradtrace-1";

  @Configuration
  static class Nothing {}

  static Map<String, Map<String, Object>> services() {
    return member(COMPOSE, "services");
  }

  static Iterable<Map.Entry<String, Map<String, Object>>> eachService() {
    return services().entrySet();
  }

  @ParameterizedTest
  @MethodSource("eachService")
  void nobodyWritesToTheImageOrGetsMoreRights(Map.Entry<String, Map<String, Object>> service) {
    assertThat(service.getValue())
        .as(service.getKey())
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"))
        .containsKeys("tmpfs", "pids_limit", "mem_limit")
        .doesNotContainKey("privileged");
  }

  @ParameterizedTest
  @MethodSource("eachService")
  void nobodyReachesTheInsideButThroughTheProxy(Map.Entry<String, Map<String, Object>> service) {
    boolean isProxy = service.getKey().equals("proxy");
    assertThat(service.getValue().containsKey("ports")).as(service.getKey()).isEqualTo(isProxy);
    List<String> networks = isProxy ? List.of("inside", "outside") : List.of("inside");
    assertThat(service.getValue()).as(service.getKey()).containsEntry("networks", networks);
    assertThat(ComposeTest.<Map<String, Object>>member(COMPOSE, "networks").get("inside"))
        .isEqualTo(Map.of("internal", true));
  }

  @ParameterizedTest
  @MethodSource("eachService")
  void noSecretStandsInTheEnvironment(Map.Entry<String, Map<String, Object>> service) {
    Map<String, Object> environment =
        member(service.getValue(), "environment", Map.<String, Object>of());
    assertThat(environment.keySet())
        .as(service.getKey())
        .filteredOn(name -> name.contains("PASSWORD") || name.contains("TOKEN"))
        .allMatch(name -> name.endsWith("FILE"));
  }

  @Test
  void whatItSetsIsInTheDocuments() throws IOException {
    String documented = Files.readString(Path.of("src/docs/operations.md"));
    Map<String, Object> environment = member(services().get(REPLICA), "environment");
    assertThat(environment.keySet())
        .filteredOn(name -> name.startsWith("GRADTRACE_"))
        .isNotEmpty()
        .allMatch(name -> documented.contains("`" + name + "`"));
  }

  /** The file that compose puts at {@code /run/secrets/spring.datasource.password}. */
  @Test
  void aReplicaTakesThePasswordFromItsFile(@TempDir Path secrets) throws IOException {
    Map<String, Object> replica = services().get(REPLICA);
    List<Map<String, String>> given = member(replica, "secrets");
    for (Map<String, String> secret : given) {
      Files.writeString(secrets.resolve(secret.get("target")), "of a file\n");
    }
    Map<String, String> environment = member(replica, "environment");
    String imported =
        environment.get("SPRING_CONFIG_IMPORT").replace("/run/secrets/", secrets + "/");
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .run("--spring.config.import=" + imported)) {
      assertThat(context.getEnvironment().getProperty("spring.datasource.password"))
          .isEqualTo("of a file");
    }
  }

  private static Map<String, Object> read() {
    YamlMapFactoryBean yaml = new YamlMapFactoryBean();
    yaml.setResources(new FileSystemResource("src/docs/compose/compose.yaml"));
    return yaml.getObject();
  }

  private static <T> T member(Map<String, ?> map, String name) {
    assertThat(map).containsKey(name);
    return member(map, name, null);
  }

  @SuppressWarnings("unchecked")
  private static <T> T member(Map<String, ?> map, String name, T otherwise) {
    Object value = map.get(name);
    return value == null ? otherwise : (T) value;
  }
}
