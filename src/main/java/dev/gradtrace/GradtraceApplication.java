package dev.gradtrace;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GradtraceApplication {

  /**
   * Threads of the system that virtual ones run on. By default there is one for each core, and as
   * many requests that compute would keep all others waiting; threads of the system take turns.
   */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private static final String MANY = "64";

  public static void main(String[] arguments) {
    if (System.getProperty(CARRIERS) == null) {
      System.setProperty(CARRIERS, MANY);
    }
    SpringApplication.run(GradtraceApplication.class, arguments);
  }
}
