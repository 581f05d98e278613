/**
 * Why a network does not train, and what helps: {@code /v1/diagnoses}, and the diagnosis and
 * remedies of a training job.
 */
@NullMarked
package dev.gradtrace.web.diagnoses;

import org.jspecify.annotations.NullMarked;
