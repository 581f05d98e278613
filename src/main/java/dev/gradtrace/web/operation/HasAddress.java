package dev.gradtrace.web.operation;

import java.net.URI;

/** An answer about something that was created elsewhere and has its address there. */
public interface HasAddress extends HasId {

  URI address();
}
