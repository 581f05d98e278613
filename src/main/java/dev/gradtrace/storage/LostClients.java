package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Has PostgreSQL end transactions whose client has fallen silent, of a process that hangs or behind
 * a network that is cut: others would wait for what it has locked until the connection is given up,
 * which takes hours.
 */
@Component
final class LostClients implements BeanPostProcessor {

  private static final String OPTIONS = "-c idle_in_transaction_session_timeout=5000";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
      pool.addDataSourceProperty("options", OPTIONS);
    }
    return bean;
  }
}
