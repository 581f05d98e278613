package dev.gradtrace.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Nothing is answered of which nobody has said who may. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.mcp.enabled=true")
class OperationsTest {

  @Autowired
  @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

  @Test
  void saysOfEveryMappingWhatItNeedsAndOfNothingElse() {
    Set<String> mapped = new TreeSet<>();
    mappings.getHandlerMethods().keySet().forEach(mapping -> add(mapping, mapped));
    assertThat(mapped).contains("POST /v1/gradients", "* /error", "GET /v3/api-docs");
    assertThat(new TreeSet<>(known())).isEqualTo(mapped);
  }

  @Test
  void leavesOpenOnlyWhatTellsNothingOfAnybody() {
    assertThat(
            known().stream()
                .filter(name -> Operations.of(method(name), path(name)) == Need.NOTHING))
        .allSatisfy(name -> assertThat(path(name)).doesNotStartWith("/v1"));
  }

  @Test
  void takesHeadForGet() {
    assertThat(Operations.of("HEAD", "/v1/catalogue")).isEqualTo(Need.READ);
    assertThat(Operations.of("GET", "/v1/nothing")).isNull();
  }

  private static void add(RequestMappingInfo mapping, Set<String> names) {
    for (String path : mapping.getPatternValues()) {
      var methods = mapping.getMethodsCondition().getMethods();
      if (methods.isEmpty()) {
        names.add("* " + path);
      }
      methods.forEach(method -> names.add(method + " " + path));
    }
  }

  private static Set<String> known() {
    Set<String> names = new HashSet<>();
    Operations.known().forEach(names::add);
    return names;
  }

  private static String method(String name) {
    return name.substring(0, name.indexOf(' '));
  }

  private static String path(String name) {
    return name.substring(name.indexOf(' ') + 1);
  }
}
