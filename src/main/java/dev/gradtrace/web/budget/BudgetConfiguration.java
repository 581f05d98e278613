package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives requests their turns once their caller is known, and reserves memory for uploads. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration implements WebMvcConfigurer {

  private final Admission admission;
  private final UploadSpool spool;

  BudgetConfiguration(Admission admission, SpoolSettings settings, MultipartProperties uploads) {
    this.admission = admission;
    this.spool = new UploadSpool(settings.size().toBytes(), uploads.getMaxRequestSize().toBytes());
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors
        .addInterceptor(spool)
        .addPathPatterns("/v1/**")
        .order(Ordered.LOWEST_PRECEDENCE - 1);
    interceptors
        .addInterceptor(new UploadMemory(admission))
        .addPathPatterns("/v1/**")
        .order(Ordered.LOWEST_PRECEDENCE);
  }

  @Bean
  FilterRegistrationBean<TurnFilter> turnFilter(RequestTurns turns) {
    FilterRegistrationBean<TurnFilter> filter = new FilterRegistrationBean<>(new TurnFilter(turns));
    filter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return filter;
  }
}
