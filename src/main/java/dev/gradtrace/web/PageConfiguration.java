package dev.gradtrace.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the files of the page. */
@Configuration(proxyBeanMethods = false)
@Order(PageConfiguration.BEFORE_THE_DEFAULT)
class PageConfiguration implements WebMvcConfigurer {

  /** Precedes Spring Boot's own configuration of static files, of order 0. */
  static final int BEFORE_THE_DEFAULT = -1;

  private final WebProperties.Resources files;

  PageConfiguration(WebProperties web) {
    this.files = web.getResources();
  }

  /** Serves the page at the root whatever {@code Accept} says, as for every other file. */
  @Override
  public void addViewControllers(ViewControllerRegistry views) {
    views.addViewController("/").setViewName("forward:/index.html");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry handlers) {
    @Nullable CacheControl policy = files.getCache().getCachecontrol().toHttpCacheControl();
    handlers
        .addResourceHandler("/**")
        .addResourceLocations(files.getStaticLocations())
        .setCacheControl(Objects.requireNonNullElseGet(policy, CacheControl::empty))
        .setEtagGenerator(new ContentTags());
  }
}
