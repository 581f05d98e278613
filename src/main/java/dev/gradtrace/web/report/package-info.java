/**
 * Runs as HTML: reports in one file that works offline, and single charts for frames in other
 * pages, {@code /embed}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "budget",
      "contract",
      "contract :: spec",
      "diagnosis",
      "diagnosis :: evidence",
      "diagnosis :: examination",
      "gradient",
      "job",
      "job :: spec",
      "network",
      "plot",
      "trace",
      "training",
      "treatment",
      "validation",
      "web.budget",
      "web.jobs",
      "web.media",
      "web.operation",
      "wording"
    })
package dev.gradtrace.web.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
