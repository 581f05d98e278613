package dev.gradtrace.web.media;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** What the {@code Accept} of a request prefers. */
public final class Accepted {

  private Accepted() {}

  /** Whether a type is preferred to JSON; a wildcard means JSON. */
  public static boolean prefers(MediaType special, List<MediaType> accept) {
    List<MediaType> best = new ArrayList<>(accept);
    MimeTypeUtils.sortBySpecificity(best);
    for (MediaType type : best) {
      boolean meant = type.isCompatibleWith(special) && !type.isWildcardType();
      if (meant || type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
        return meant && type.getQualityValue() > 0;
      }
    }
    return false;
  }
}
