package dev.gradtrace.web.server;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Adds to a request's span the id of what it created, which that one's own spans have, too. */
final class CreatedInSpans extends DefaultServerRequestObservationConvention {

  private static final String CREATED = "gradtrace.created";

  @Override
  public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
    KeyValues values = super.getHighCardinalityKeyValues(context);
    HttpServletResponse response = context.getResponse();
    String location = response == null ? null : response.getHeader(HttpHeaders.LOCATION);
    return location == null ? values : values.and(CREATED, location);
  }
}
