/** What the operations of several resources share: tags, pages, identifiers, idempotency keys. */
@NullMarked
package dev.gradtrace.web.operation;

import org.jspecify.annotations.NullMarked;
