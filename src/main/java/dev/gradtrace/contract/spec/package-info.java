/**
 * The specification of a job as JSON again: shown beside the job, stored with it, and changed by
 * patches.
 */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
