/** Messages of notifications, and their deliveries: {@code …/deliveries}. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "experiment",
      "job",
      "job :: spec",
      "notification",
      "storage",
      "web.experiments",
      "web.jobs",
      "web.operation"
    })
package dev.gradtrace.web.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
