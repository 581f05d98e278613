package dev.gradtrace.web.media;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/** What a request accepts, whatever it adds about charset or form: of each kind there is one. */
public final class AcceptedKinds extends HeaderContentNegotiationStrategy {

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return super.resolveMediaTypes(request).stream()
        .map(type -> new MediaType(type.getType(), type.getSubtype()).copyQualityValue(type))
        .toList();
  }
}
