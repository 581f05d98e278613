package dev.gradtrace.web.media;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Parses {@code Accept} and ignores parameters of media types such as charset: there is one
 * representation per type.
 */
public final class AcceptedKinds extends HeaderContentNegotiationStrategy {

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return super.resolveMediaTypes(request).stream()
        .map(type -> new MediaType(type.getType(), type.getSubtype()).copyQualityValue(type))
        .toList();
  }
}
