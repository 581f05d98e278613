package dev.gradtrace.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a browser lets a page of another origin do to a service of its own machine. */
@InBrowser
@Timeout(300)
class ForeignPagesStoryTest {

  private static final String ENDLESS =
      """
      {'network': {'inputs': 64, 'layers': [{'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'digits'}, 'epochs': 100000,
       'optimizer': {'name': 'sgd'}}
      """;

  /** Neither needs to be asked for by a preflight; the answers cannot be read. */
  private static final String ACT =
      """
      async ([service, job]) => {
        const form = new FormData();
        form.append("file", new Blob(["a,y\\n1,2\\n3,4\\n"]), "foreign.csv");
        form.append("targetColumns", "y");
        const send = (path, body) =>
          fetch(service + path, {method: "POST", mode: "no-cors", body}).catch(() => "not told");
        await send(`/v1/training-jobs/${job}/cancel`);
        await send("/v1/datasets", form);
        return true;
      }
      """;

  private static final String READ =
      """
      service => fetch(service + "/v1/training-jobs").then(() => "read", () => "not read")
      """;

  private static final String FRAME =
      """
      service => new Promise(resolve => {
        const frame = document.createElement("iframe");
        frame.onload = () => resolve(true);
        frame.src = service + "/";
        document.body.append(frame);
      })
      """;

  @LocalServerPort private int port;

  private Browser browser;
  private HttpServer foreign;

  @BeforeEach
  void serveAForeignPage() throws IOException {
    foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    foreign.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>Foreign</title><body>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    foreign.start();
  }

  @AfterEach
  void stop() {
    foreign.stop(0);
  }

  @Test
  void letsThemDoNothing() {
    Service service = new Service(port);
    String job = service.post("/v1/training-jobs", Service.json(ENDLESS), 201).get("id").asString();
    String address = "http://localhost:" + port;
    browser.expectStrangers();
    Page page = browser.visit("");
    page.navigate("http://foreign.localhost:" + foreign.getAddress().getPort());
    assertThat(page.evaluate(ACT, new String[] {address, job})).isEqualTo(true);
    assertThat(page.evaluate(READ, address)).isEqualTo("not read");
    page.evaluate(FRAME, address);
    assertThat(page.frames().get(1).url()).isNotEqualTo(address + "/");
    assertThat(service.read("/v1/training-jobs/" + job).get("status").asString())
        .isIn("queued", "running");
    assertThat(service.read("/v1/datasets").toString()).doesNotContain("foreign");
    service.post("/v1/training-jobs/" + job + "/cancel", "");
  }
}
