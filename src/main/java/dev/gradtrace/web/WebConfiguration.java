package dev.gradtrace.web;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.json.NullForNonFinite;
import dev.gradtrace.storage.Migration;
import dev.gradtrace.web.access.CallerResolver;
import dev.gradtrace.web.access.Operations;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.media.AcceptedKinds;
import dev.gradtrace.web.media.BodyConverter;
import dev.gradtrace.web.media.OneWayConverter;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.IdempotencyKeyResolver;
import java.util.List;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** How requests are read and answers written. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration implements WebMvcConfigurer {

  private static final int FIRST = -2;

  private final Migration migration;

  public WebConfiguration(Migration migration) {
    this.migration = migration;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors
        .addInterceptor(new UntilReady(migration::isRunning))
        .addPathPatterns(Operations.OF_CALLERS)
        .order(FIRST);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new IdempotencyKeyResolver());
    resolvers.add(new CallerResolver());
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
    negotiation.strategies(List.of(new AcceptedKinds()));
  }

  @Bean
  ServerHttpMessageConvertersCustomizer strictRequests(
      Limits limits, Admission admission, JsonMapper json) {
    long most = limits.jsonBody().toBytes();
    return converters ->
        converters
            .addCustomConverter(new BodyConverter(most, admission::read, Idempotency.HEADER))
            .addCustomConverter(OneWayConverter.model(most, admission::read))
            .addCustomConverter(OneWayConverter.csv())
            .addCustomConverter(OneWayConverter.jsonLines(json))
            .addCustomConverter(OneWayConverter.file());
  }

  @Bean
  public JsonMapperBuilderCustomizer numbers() {
    return mapper ->
        mapper
            .addModule(NullForNonFinite.module())
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
  }
}
