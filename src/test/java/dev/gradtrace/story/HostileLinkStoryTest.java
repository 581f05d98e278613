package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.button;
import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Addresses of the page that somebody else has made: whatever they say, the page reads and
 * computes, and changes nothing.
 */
@InBrowser
class HostileLinkStoryTest {

  /** What the form sends while it is filled, and a look: the service keeps nothing of it. */
  private static final Pattern KEEPS_NOTHING =
      Pattern.compile(
          "POST /v1/(networks/validate|datasets/preview|forecast|gradients|gradients/compare"
              + "|training-jobs/[^/]+/predictions)");

  /** The Lab's state as an address has it: members of the body, and what stands beside it. */
  private static final String STATE =
      """
      {"body": {"network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
                "cost": "quadratic", "dataset": {"id": "xor"}, "optimizer": {"name": "sgd"}%s},
       "first": 4%s}\
      """;

  private static final String PATCH =
      ", \"variant\": {\"kind\": \"patch\", \"title\": \"t\", \"value\": [%s]}";

  /** What {@code json/compact.js} makes of a text, whatever that says. */
  private static final String COMPACTED =
      """
      async text => {
        const bytes = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
        const packed = new Uint8Array(await new Response(bytes).arrayBuffer());
        const characters = Array.from(packed, byte => String.fromCharCode(byte)).join("");
        return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      }
      """;

  /** Goes to a fragment; the page has left the view before when this has come. */
  private static final String GO =
      """
      fragment => new Promise(done => {
        addEventListener("hashchange", () => done(), {once: true});
        location.hash = fragment;
      })
      """;

  /** What everything inherits that the language does not give, or has lost. */
  private static final String INHERITED =
      """
      () => [Object, Array, Function, String, Number]
        .flatMap(each => Object.keys(each.prototype))
        .concat(typeof {}.toString === "function" ? [] : "toString")
        .concat(typeof [].at === "function" ? [] : "at")
        .join()
      """;

  /** What a view shows once it is there: the Lab's verdict, a heading, or what is wrong. */
  private static final String SHOWN =
      "#main .validity span, #main .view:not(.view-lab) h1, #main [role=alert]:visible";

  @LocalServerPort private int port;

  private Service service;
  private Browser browser;
  private Page page;
  private String experiment;
  private String job;

  @BeforeAll
  void open() {
    service = new Service(port);
    JsonNode body = json(STATE.formatted("", "")).get("body");
    job = service.train(body).get("id").asString();
    ObjectNode grid =
        (ObjectNode) json("{'factors': [{'pointer': '/cost', 'values': ['quadratic']}]}");
    experiment = service.post("/v1/experiments", grid.set("base", body), 201).get("id").asString();
  }

  /** A page that nothing was done to; what a test leaves as it found it, the next one takes. */
  @BeforeEach
  void visit() {
    browser.expectRefusals();
    if (page == null || !page.evaluate(INHERITED).equals("")) {
      page = browser.keep(browser.visit("#/jobs"));
    }
  }

  @Test
  void whatEverythingInheritsIsFrozen() {
    assertThat(
            page.evaluate("[Object, Array, Function].every(it => Object.isFrozen(it.prototype))"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': '/__proto__/method', 'value': 'DELETE'}",
        "{'op': 'add', 'path': '/constructor/prototype/method', 'value': 'DELETE'}",
        "{'op': 'add', 'path': '/network/layers/0/__proto__/method', 'value': 'DELETE'}",
        "{'op': 'add', 'path': '/network/layers/constructor/prototype/__proto__/method',"
            + " 'value': 'DELETE'}",
        "{'op': 'add', 'path': '/optimizer/__proto__/form', 'value': 'x'}",
        "{'op': 'add', 'path': '/network/layers/__proto__/at', 'value': 1}",
        "{'op': 'remove', 'path': '/__proto__/toString'}",
        "{'op': 'add', 'path': '/__proto__', 'value': {'method': 'DELETE'}}"
      })
  void aPatchReachesNothingButTheJob(String operation) {
    openState("", PATCH.formatted(operation.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", 'variant': {'kind': '__proto__', 'value': 'DELETE'}",
        ", 'variant': {'kind': 'constructor', 'value': {'method': 'DELETE'}}",
        ", 'variant': {'kind': 'optimizer', 'value': {'__proto__': {'method': 'DELETE'}}}",
        ", '__proto__': {'variant': {'kind': 'cost', 'value': 'DELETE'}, 'method': 'DELETE'}",
        ", 'constructor': {'prototype': {'method': 'DELETE'}}"
      })
  void whatStandsBesideTheJobReachesNothing(String members) {
    openState("", members.replace('\'', '"'));
    openState(members.replace('\'', '"'), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#/__proto__",
        "#/constructor",
        "#/lab/__proto__?__proto__=x&method=DELETE",
        "#/lab?preset=__proto__",
        "#/lab?compare=__proto__:x",
        "#/lab?compare=optimizer:{\"__proto__\":{\"method\":\"DELETE\"}}",
        "#/runs/..",
        "#/runs/__proto__,constructor",
        "#/runs/..%2F..%2Fv1%2Fexperiments",
        "#/runs/JOB?metric=__proto__&layers=__proto__&step=constructor&scale=__proto__",
        "#/experiments/.",
        "#/experiments/EXPERIMENT?metric=constructor&baseline=__proto__",
        "#/experiments/EXPERIMENT?metric=__proto__",
        "#/jobs?__proto__=x&method=DELETE&status=constructor",
        "#/experiments?constructor=x&_method=DELETE&limit=__proto__"
      })
  void noRouteChangesAnything(String address) {
    go(address.replace("JOB", job).replace("EXPERIMENT", experiment));
    assertNothingHappened();
  }

  private void openState(String members, String beside) {
    String text = STATE.formatted(members, beside);
    go("#/lab?spec=" + page.evaluate(COMPACTED, text));
    Locator look = button("Look before training");
    if (look.isVisible()) {
      look.click();
      assertThat(look).not().hasAttribute("aria-busy", "true");
    }
    go("#/experiments/" + experiment);
    assertNothingHappened();
  }

  private void go(String fragment) {
    page.evaluate(GO, fragment);
    page.locator(SHOWN).first().waitFor();
  }

  private void assertNothingHappened() {
    assertThat(browser.takePosts()).allMatch(KEEPS_NOTHING.asMatchPredicate());
    assertThat(page.evaluate(INHERITED)).isEqualTo("");
    service.read("/v1/experiments/" + experiment);
    service.read("/v1/training-jobs/" + job);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
