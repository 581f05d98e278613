package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.ColorConverter;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ClassPathResource;

/** Whatever text gets into the log, each event is one line, and a stack trace is indented. */
class LogLineTest {

  private Map<String, String> about = Map.of();

  private static final String FORGED = "2026-11-26T00:00:00.000Z ERROR 1 --- forged";

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\r\n", "\u001b[2J", "\u0085", "\u2028", "\u009b31m", "\u202e"})
  void keepsTextFromPassingForALine(String break_) throws IOException {
    for (String where : List.of("console", "file")) {
      String line = laidOut(where, new LoggingEvent(), "unknown id x" + break_ + FORGED, null);
      assertThat(line.lines()).as(where).hasSize(1);
      assertThat(line.strip()).doesNotContainPattern("[\\p{Cc}\\u2028\\u202e]");
      assertThat(line).contains("INFO", "x?").endsWith(FORGED + System.lineSeparator());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\n\u001b[2J", "\nCaused by: \n"})
  void indentsStackTraces(String break_) throws IOException {
    Throwable failure =
        new IllegalStateException("x" + break_ + FORGED, new IOException("y\n" + FORGED));
    for (String where : List.of("console", "file")) {
      String text = laidOut(where, new LoggingEvent(), "Error", failure);
      assertThat(text.lines().skip(1).filter(line -> !line.isBlank()))
          .hasSizeGreaterThan(5)
          .allMatch(line -> line.startsWith("  "));
      assertThat(text).doesNotContain("\u001b").contains("\tat ", "Caused by: java.io.IOException");
    }
  }

  @Test
  void namesTheJobAndTheTraceWhereThereAreAny() throws IOException {
    for (String where : List.of("console", "file")) {
      assertThat(laidOut(where, new LoggingEvent(), "Done", null)).doesNotContain("job=", "trace=");
      about = Map.of("job", "01J", "traceId", "4bf9");
      assertThat(laidOut(where, new LoggingEvent(), "Done", null))
          .contains(" job=01J trace=4bf9 : Done");
      about = Map.of();
    }
  }

  private String laidOut(String where, LoggingEvent event, String text, Throwable failure)
      throws IOException {
    LoggerContext context = new LoggerContext();
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("clr", ColorConverter::new);
    layout.getInstanceConverterMap().put("wEx", ExtendedWhitespaceThrowableProxyConverter::new);
    layout.setPattern(pattern(where));
    layout.start();
    event.setLoggerName("test");
    event.setLoggerContextRemoteView(context.getLoggerContextRemoteView());
    event.setThreadName("test");
    event.setMDCPropertyMap(about);
    event.setLevel(Level.INFO);
    event.setMessage(text);
    if (failure != null) {
      event.setThrowableProxy(new ThrowableProxy(failure));
    }
    return layout.doLayout(event);
  }

  private static String pattern(String where) throws IOException {
    MutablePropertySources sources = new MutablePropertySources();
    for (PropertySource<?> source :
        new YamlPropertySourceLoader()
            .load("settings", new ClassPathResource("application.yaml"))) {
      sources.addLast(source);
    }
    return new PropertySourcesPropertyResolver(sources).getProperty("logging.pattern." + where);
  }
}
