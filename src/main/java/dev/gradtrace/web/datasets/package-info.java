/** Datasets: {@code /v1/datasets}, inline, generated or uploaded. */
@NullMarked
package dev.gradtrace.web.datasets;

import org.jspecify.annotations.NullMarked;
