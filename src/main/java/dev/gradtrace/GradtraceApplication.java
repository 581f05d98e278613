package dev.gradtrace;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GradtraceApplication {

  /** What the JDK reads once, unless it was told otherwise on the command line. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Threads of the system that virtual ones run on. By default there is one for each core,
          // and as many requests that compute would keep all others waiting; threads of the system
          // take turns.
          "jdk.virtualThreadScheduler.parallelism", "64",
          // Bytes. Each thread would keep a buffer outside the heap as large as its largest read
          // or write of a file or socket.
          "jdk.nio.maxCachedBufferSize", "262144");

  public static void main(String[] arguments) {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    SpringApplication.run(GradtraceApplication.class, arguments);
  }
}
