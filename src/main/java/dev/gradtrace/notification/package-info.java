/**
 * News of jobs, of runs that are trained elsewhere and of experiments, sent to whoever asked for
 * them: subscriptions, what is to be delivered, and the threads that deliver it.
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
