/**
 * Training jobs and their networks as files for other tools: {@code …/export} of a training job and
 * of an experiment.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "contract",
      "dataset",
      "dataset :: generator",
      "experiment",
      "gradient",
      "interchange",
      "interchange :: keras",
      "interchange :: onnx-export",
      "interchange :: safetensors",
      "interchange :: tensorboard",
      "job",
      "job :: observed",
      "job :: spec",
      "network",
      "trace",
      "training",
      "validation",
      "web.budget",
      "web.catalogue",
      "web.experiments",
      "web.jobs",
      "web.media",
      "web.operation",
      "web.report"
    })
package dev.gradtrace.web.exports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
