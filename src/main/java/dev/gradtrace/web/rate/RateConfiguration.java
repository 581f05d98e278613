package dev.gradtrace.web.rate;

import dev.gradtrace.web.access.Operations;
import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts requests before anything is read for them. */
@Configuration(proxyBeanMethods = false)
class RateConfiguration implements WebMvcConfigurer {

  private static final int BEFORE_OTHERS = -3;

  private final RateSettings settings;

  RateConfiguration(RateSettings settings) {
    this.settings = settings;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors
        .addInterceptor(new Rates(settings.perMinute(), TimeMeter.SYSTEM_NANOTIME))
        .addPathPatterns(Operations.OF_CALLERS)
        .order(BEFORE_OTHERS);
    interceptors
        .addInterceptor(new RequestsAtOnce(settings.atOnce()))
        .addPathPatterns(Operations.OF_CALLERS);
  }
}
