package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.ServletRequestPathUtils;

class ClosestPatternTest {

  /** Handlers, each named for what it does. */
  static final class Things {
    void list() {}

    void create() {}

    void get() {}

    void delete() {}

    void preview() {}

    void part() {}
  }

  private final ClosestPattern mapping = new ClosestPattern();
  private final Things things = new Things();

  @BeforeEach
  void register() {
    register(RequestMethod.GET, "/things", "list");
    register(RequestMethod.POST, "/things", "create");
    register(RequestMethod.GET, "/things/{id}", "get");
    register(RequestMethod.DELETE, "/things/{id}", "delete");
    register(RequestMethod.POST, "/things/preview", "preview");
    register(RequestMethod.GET, "/things/{id}/{part}", "part");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /things, list",
    "POST, /things, create",
    "GET, /things/7, get",
    "HEAD, /things/7, get",
    "DELETE, /things/7, delete",
    "POST, /things/preview, preview",
    "GET, /things/previews, get",
    "GET, /things/preview/rows, part"
  })
  void findsWhatAnAddressMeans(String method, String path, String handler) throws Exception {
    assertThat(find(method, path).getMethod().getName()).isEqualTo(handler);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /things/preview, POST",
    "DELETE, /things/preview, POST",
    "PUT, /things/preview, POST",
    "POST, /things/7, DELETE GET",
    "PATCH, /things, GET POST",
    "POST, /things/preview/rows, GET"
  })
  void allowsTheMethodsOfTheClosestPatternAlone(String method, String path, String allowed) {
    HttpRequestMethodNotSupportedException refusal =
        catchThrowableOfType(
            HttpRequestMethodNotSupportedException.class, () -> find(method, path));
    assertThat(refusal.getSupportedMethods()).containsExactlyInAnyOrder(allowed.split(" "));
  }

  @Test
  void tellsOptionsOfTheClosestPattern() throws Exception {
    Object answer = find("OPTIONS", "/things/preview").getBean();
    assertThat(answer.getClass().getSimpleName()).isEqualTo("HttpOptionsHandler");
  }

  @Test
  void forgetsThePatternThatWasNotMeant() {
    MockHttpServletRequest request = request("GET", "/things/preview");
    assertThatExceptionOfType(HttpRequestMethodNotSupportedException.class)
        .isThrownBy(() -> mapping.lookupHandlerMethod("/things/preview", request));
    assertThat(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)).isNull();
  }

  @Test
  void knowsNothingOfOtherAddresses() throws Exception {
    assertThat(find("GET", "/others")).isNull();
    assertThat(find("GET", "/things/7/a/b")).isNull();
  }

  private HandlerMethod find(String method, String path) throws Exception {
    return mapping.lookupHandlerMethod(path, request(method, path));
  }

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    ServletRequestPathUtils.parseAndCache(request);
    return request;
  }

  private void register(RequestMethod method, String path, String name) {
    RequestMappingInfo.BuilderConfiguration options = new RequestMappingInfo.BuilderConfiguration();
    options.setPatternParser(mapping.getPatternParser());
    Method handler =
        Arrays.stream(Things.class.getDeclaredMethods())
            .filter(declared -> declared.getName().equals(name))
            .findFirst()
            .orElseThrow();
    mapping.registerMapping(
        RequestMappingInfo.paths(path).methods(method).options(options).build(), things, handler);
  }
}
