/**
 * Notifications of jobs, observed runs and experiments: subscriptions, deliveries, and the threads
 * that send them.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "encoding",
      "experiment",
      "job",
      "job :: spec",
      "outgoing",
      "storage",
      "validation"
    })
package dev.gradtrace.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
