/** What operations of several resources share: tags, pages, ids, idempotency keys. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "caption", "storage", "validation", "web.access", "web.media"})
package dev.gradtrace.web.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
