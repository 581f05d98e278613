package dev.gradtrace.web.budget;

import dev.gradtrace.access.Shares;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.media.BodyEncoded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Reserves disk space for files of multipart forms before they are received: as much as {@code
 * Content-Length} says, or the most that is accepted. A client gets at most a quarter of what the
 * others leave.
 */
final class UploadSpool implements HandlerInterceptor {

  /** Bytes of one unit of space. */
  private static final long PIECE = 16 << 20;

  private static final String TAKEN = UploadSpool.class.getName();
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Shares pieces;
  private final long longest;

  /**
   * @param room most bytes of all files on the disk
   * @param longest most bytes of a request
   */
  UploadSpool(long room, long longest) {
    int all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, room / PIECE));
    this.pieces = new Shares(all, all);
    this.longest = longest;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String type = request.getContentType();
    if (type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
      BodyEncoded.refuse(request.getHeader(HttpHeaders.CONTENT_ENCODING));
      long sent = request.getContentLengthLong();
      Taken taken = new Taken(Callers.of(request).client());
      request.setAttribute(TAKEN, taken);
      take(taken, Math.min(longest, sent < 0 ? longest : sent));
    }
    return true;
  }

  private void take(Taken taken, long bytes) {
    for (long count = 0; count * PIECE < bytes; count++) {
      if (!pieces.take(taken.client)) {
        giveBack(taken);
        throw new Refusal(
            Refusal.Reason.BUSY,
            "The files that are being sent, by you or by others, leave no room for these.",
            AGAIN);
      }
      taken.pieces++;
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(TAKEN) instanceof Taken taken) {
      giveBack(taken);
    }
  }

  private void giveBack(Taken taken) {
    for (; taken.pieces > 0; taken.pieces--) {
      pieces.giveBack(taken.client);
    }
  }

  /** The space that a request has reserved. Not thread-safe. */
  private static final class Taken {

    private final String client;
    private int pieces;

    private Taken(String client) {
      this.client = client;
    }
  }
}
