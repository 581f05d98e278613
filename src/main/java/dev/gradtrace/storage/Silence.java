package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Waits no longer than this for a word of PostgreSQL, which by default is waited for until the
 * network gives up, many minutes after its machine has gone. A URL may say otherwise.
 */
@Component
final class Silence implements BeanPostProcessor {

  private static final String SECONDS = "30";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && pool.getJdbcUrl() != null
        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
      pool.addDataSourceProperty("socketTimeout", SECONDS);
    }
    return bean;
  }
}
