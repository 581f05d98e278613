/** Specifications of jobs in JSON, as shown with a job, stored with it, and changed by patches. */
@NullMarked
@NamedInterface
package dev.gradtrace.contract.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
