package dev.gradtrace.web.rate;

import dev.gradtrace.access.Caller;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.access.Denial;
import dev.gradtrace.web.access.Operations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/** Limits how many computing or storing requests of each caller run at the same time. */
final class RequestsAtOnce implements HandlerInterceptor {

  private static final String HOLDER = RequestsAtOnce.class.getName();
  private static final int SOON = 1;

  private final Quota quota;
  private final Map<String, Integer> running = new ConcurrentHashMap<>();

  RequestsAtOnce(Quota quota) {
    this.quota = quota;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Caller caller = Callers.of(request);
    if (quota.bounds(caller) && Operations.isWork(request)) {
      String holder = caller.holder();
      if (running.merge(holder, 1, Integer::sum) > quota.most()) {
        release(holder);
        throw Denial.tooMany(
            SOON,
            "More requests at once than the "
                + quota.most()
                + " that one caller may have answered.");
      }
      request.setAttribute(HOLDER, holder);
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HOLDER) instanceof String holder) {
      request.removeAttribute(HOLDER);
      release(holder);
    }
  }

  private void release(String holder) {
    running.computeIfPresent(holder, (name, count) -> count == 1 ? null : count - 1);
  }
}
