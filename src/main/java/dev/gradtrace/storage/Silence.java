package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * How long the service and PostgreSQL wait for an answer of each other. By default a connection
 * whose other end has vanished or hangs lasts until the network gives up, after many minutes, and
 * so do the locks of its transaction. The URL may override this.
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
