/**
 * Why a network does not train, and what helps: {@code /v1/diagnoses}, and the diagnosis and
 * remedies of a training job.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "contract",
      "contract :: json",
      "contract :: spec",
      "diagnosis",
      "diagnosis :: examination",
      "diagnosis :: evidence",
      "experiment",
      "job",
      "job :: spec",
      "treatment",
      "validation",
      "web.experiments",
      "web.jobs",
      "web.media",
      "web.operation"
    })
package dev.gradtrace.web.diagnoses;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
