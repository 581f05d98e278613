package dev.gradtrace.web.operation;

import java.net.URI;

/** A view of a resource whose URL is not below the path of the operation that created it. */
public interface HasAddress extends HasId {

  URI address();
}
