package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * How long the service and PostgreSQL wait for a word of each other. By default that is until the
 * network gives up, many minutes after a machine has gone or a process hangs; and what its
 * transaction has locked is locked as long. A URL may say otherwise.
 */
@Component
final class Silence implements BeanPostProcessor {

  private static final String SECONDS = "30";

  private static final String MILLIS_IN_A_TRANSACTION = "5000";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && pool.getJdbcUrl() != null
        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
      pool.addDataSourceProperty("socketTimeout", SECONDS);
      pool.addDataSourceProperty(
          "options", "-c idle_in_transaction_session_timeout=" + MILLIS_IN_A_TRANSACTION);
    }
    return bean;
  }
}
