package dev.gradtrace.web.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradtrace.contract.OneOf;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class QueryCheckTest {

  private static final String THINGS = "/things/{id}";

  enum Shape {
    ROUND,
    FLAT_OUT
  }

  record ThingQuery(@Nullable @Min(0) Long from, @Nullable List<Integer> layers) {}

  /** Two handlers of one operation, which answer in different forms. */
  static final class Things {

    void list(
        @RequestParam(required = false) @Min(1) @Max(100) @Nullable Integer limit,
        @RequestParam(required = false) @OneOf(Shape.class) @Nullable String shape) {}

    void draw(
        ThingQuery query,
        @RequestParam(required = false) @Nullable Double scale,
        @RequestParam(required = false) @Nullable String after) {}

    void delete() {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=1",
        "limit=100",
        "from=0",
        "from=9223372036854775807",
        "shape=round&limit=7&&",
        "shape=flat_out",
        "layers=1&layers=2",
        "layers=1,2,3",
        "scale=-0.5e3",
        "after=%F0%9F%8C%80+x",
        "%6Cimit=2"
      })
  void letsThroughWhatAnyHandlerOfTheOperationDeclares(String query) {
    assertThat(faults("GET", query)).isEmpty();
    assertThat(faults("HEAD", query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0                       | limit  | must lie between 1 and 100, was 0
          limit=101                     | limit  | must lie between 1 and 100, was 101
          limit=2147483648              | limit  | must lie between 1 and 100, was 2147483648
          limit=1.5                     | limit  | must be an integer, was 1.5
          limit=                        | limit  | must not be empty
          limit                         | limit  | must not be empty
          limit=1&limit=1               | limit  | is given more than once
          from=-1                       | from   | must be at least 0, was -1
          layers=1,,2                   | layers | must not be empty
          layers=1,x                    | layers | must be an integer, was x
          layers=2147483648             | layers | must be at most 2147483647, was 2147483648
          scale=1e999                   | scale  | must be a finite number, was 1e999
          scale=NaN                     | scale  | must be a finite number, was NaN
          scale=01                      | scale  | must be a finite number, was 01
          shape=ROUND                   | shape  | ROUND is not known; known are round, flat_out
          %6Cimit=0                     | limit  | must lie between 1 and 100, was 0
          """)
  void saysWhatIsWrong(String query, String name, String detail) {
    List<Fault> faults = faults("GET", query);
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).pointer()).isEqualTo("/" + name);
    assertThat(faults.get(0).detail()).isEqualTo(detail);
    assertThat(faults.get(0).kind()).isEqualTo(Fault.Kind.MALFORMED);
  }

  @Test
  void tellsAllFaultsAtOnceAndThoseOfTheResourceToo() {
    assertThat(faults("GET", "limit=0&a=1&shape=x&from=y", "layer 9"))
        .extracting(Fault::pointer)
        .containsExactly("/limit", "/a", "/shape", "/from", "/layer 9");
    assertThat(faults("GET", "limit=1", "layer 9"))
        .as("the resource is only asked where a query is refused anyway")
        .isEmpty();
  }

  @Test
  void listsWhatAllHandlersOfTheOperationKnow() {
    assertThat(faults("GET", "Limit=1"))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.detail().replace("is unknown here; known are ", "").split(", "))
                    .containsExactlyInAnyOrder(
                        "limit", "shape", "from", "layers", "scale", "after"));
  }

  @Test
  void saysThatNothingIsKnownWhereNothingIs() {
    assertThat(faults("DELETE", "x=1"))
        .extracting(Fault::detail)
        .containsExactly("is unknown here; nothing is known");
    assertThat(faults("DELETE", null)).isEmpty();
  }

  @Test
  void leavesAloneWhatNoHandlerOfOursAnswers() {
    assertThat(faults("POST", "limit=0")).isEmpty();
  }

  private static List<Fault> faults(String method, @Nullable String query, String... further) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("mapping", mapping()));
    QueryParameters operations =
        new QueryParameters(beans.getBeanProvider(RequestMappingHandlerMapping.class));
    StaticListableBeanFactory others = new StaticListableBeanFactory();
    FurtherFaults known =
        (request, faults) ->
            Arrays.stream(further).forEach(place -> faults.malformed(place, "is wrong, too"));
    others.addBean("further", known);
    QueryCheck check = new QueryCheck(operations, others.getBeanProvider(FurtherFaults.class));
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/things/7");
    request.setQueryString(query);
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, THINGS);
    InvalidSpec refusal =
        catchThrowableOfType(
            InvalidSpec.class,
            () ->
                assertThat(check.preHandle(request, new MockHttpServletResponse(), "handler"))
                    .isTrue());
    return refusal == null ? List.of() : refusal.faults();
  }

  private static RequestMappingHandlerMapping mapping() {
    RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
    Things things = new Things();
    register(mapping, RequestMethod.GET, things, "list");
    register(mapping, RequestMethod.GET, things, "draw");
    register(mapping, RequestMethod.DELETE, things, "delete");
    return mapping;
  }

  private static void register(
      RequestMappingHandlerMapping mapping, RequestMethod method, Things things, String name) {
    RequestMappingInfo.BuilderConfiguration options = new RequestMappingInfo.BuilderConfiguration();
    options.setPatternParser(mapping.getPatternParser());
    mapping.registerMapping(
        RequestMappingInfo.paths(THINGS)
            .methods(method)
            .params("form=" + name)
            .options(options)
            .build(),
        things,
        Arrays.stream(Things.class.getDeclaredMethods())
            .filter(declared -> declared.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }
}
