package dev.gradtrace.web;

import java.util.List;
import org.springframework.http.MediaType;

/** What a request prefers, where two kinds of answers are made in different ways. */
final class Accepted {

  private Accepted() {}

  /** Whether a type is preferred to JSON; a wildcard is answered with JSON. */
  static boolean prefers(MediaType special, List<MediaType> accept) {
    double quality = 0;
    double json = 0;
    for (MediaType type : accept) {
      if (type.isCompatibleWith(special) && !type.isWildcardType()) {
        quality = Math.max(quality, type.getQualityValue());
      } else if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
        json = Math.max(json, type.getQualityValue());
      }
    }
    return quality > json || quality > 0 && quality == json;
  }
}
