package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives requests their turns once it is known whose they are, and their files memory. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration implements WebMvcConfigurer {

  private final Admission admission;

  BudgetConfiguration(Admission admission) {
    this.admission = admission;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
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
