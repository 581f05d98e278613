package dev.gradtrace.web.media;

import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Parses {@code Accept} and ignores parameters of media types such as charset: there is one
 * representation per type. A type that is named again counts once, and what has the quality 0 does
 * not count as accepted.
 */
public final class AcceptedKinds extends HeaderContentNegotiationStrategy {

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    List<MediaType> named =
        super.resolveMediaTypes(request).stream()
            .map(type -> new MediaType(type.getType(), type.getSubtype()).copyQualityValue(type))
            .toList();
    List<MediaType> accepted =
        List.copyOf(
            new LinkedHashSet<>(
                named.stream().filter(type -> type.getQualityValue() > 0).toList()));
    if (accepted.isEmpty()) {
      throw new HttpMediaTypeNotAcceptableException("Accept refuses every type it names");
    }
    return accepted;
  }
}
