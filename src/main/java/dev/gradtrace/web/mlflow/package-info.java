/** Runs written to MLflow servers: {@code …/mlflow-runs}. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "contract",
      "contract :: json",
      "contract :: spec",
      "experiment",
      "gradient",
      "interchange :: tensorboard",
      "budget",
      "job",
      "job :: spec",
      "network",
      "outgoing",
      "trace",
      "training",
      "treatment",
      "diagnosis",
      "validation",
      "web.budget",
      "web.diagnoses",
      "web.exports",
      "web.jobs",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.mlflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
