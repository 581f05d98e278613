package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Gives requests their turns once it is known whose they are. */
@Configuration(proxyBeanMethods = false)
class TurnConfiguration {

  @Bean
  FilterRegistrationBean<TurnFilter> turnFilter(RequestTurns turns) {
    FilterRegistrationBean<TurnFilter> filter = new FilterRegistrationBean<>(new TurnFilter(turns));
    filter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return filter;
  }
}
