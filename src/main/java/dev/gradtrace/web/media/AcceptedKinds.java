package dev.gradtrace.web.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Parses {@code Accept} and ignores parameters of media types such as charset: there is one
 * representation per type. A type that is named again counts once, for Spring sorts at most 50; and
 * what has the quality 0 does not count as accepted.
 */
public final class AcceptedKinds extends HeaderContentNegotiationStrategy {

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    Map<MediaType, MediaType> accepted = new LinkedHashMap<>();
    for (MediaType named : super.resolveMediaTypes(request)) {
      MediaType kind = new MediaType(named.getType(), named.getSubtype());
      if (named.getQualityValue() > 0) {
        accepted.putIfAbsent(kind, kind.copyQualityValue(named));
      }
    }
    if (accepted.isEmpty()) {
      throw new HttpMediaTypeNotAcceptableException("Accept refuses every type it names");
    }
    return List.copyOf(accepted.values());
  }
}
