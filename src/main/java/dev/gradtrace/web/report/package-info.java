/**
 * Runs as pages for reading: a file that has all of a run and needs no network, and single charts
 * for the frames of other pages, {@code /embed}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
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
