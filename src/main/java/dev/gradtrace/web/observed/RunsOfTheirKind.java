package dev.gradtrace.web.observed;

import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.web.jobs.RunPaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 404 for an observed run under the paths of training jobs, and the other way round,
 * although one controller reads both.
 */
@Component
final class RunsOfTheirKind implements HandlerInterceptor, WebMvcConfigurer {

  private final ObservedRuns runs;

  RunsOfTheirKind(ObservedRuns runs) {
    this.runs = runs;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String path
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables) {
      boolean observed = path.startsWith(RunPaths.OBSERVED_ONE);
      boolean trained = path.startsWith(RunPaths.TRAINED_ONE);
      if ((observed || trained) && runs.has(String.valueOf(variables.get("id"))) != observed) {
        throw observed ? UnknownJob.observed() : new UnknownJob();
      }
    }
    return true;
  }
}
