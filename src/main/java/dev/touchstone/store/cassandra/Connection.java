package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.specex.ConstantSpeculativeExecutionPolicy;
import dev.touchstone.store.StoreException;
import java.time.Duration;

/** A connected driver. */
final class Connection {
  /** The profile of statements that only read: they may be sent to a second node. */
  static final String READ = "read";

  private static final int MAX_EXECUTIONS = 2;

  /** How long the driver's threads must have had nothing to do before they end. */
  private static final int QUIET_MILLIS = 100;

  private static final int SHUTDOWN_MILLIS = 15_000;
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(15);

  private Connection() {}

  /**
   * Connects.
   *
   * @throws StoreException.Unavailable if no contact point can be reached, or none lets us in
   */
  static CqlSession open(CassandraOptions options) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .addContactPoints(options.contactPoints())
            .withLocalDatacenter(options.localDatacenter())
            .withConfigLoader(config(options));
    options.credentials().ifPresent(it -> builder.withAuthCredentials(it.user(), it.password()));
    options
        .tls()
        .ifPresent(
            tls -> builder.withSslEngineFactory(new ProgrammaticSslEngineFactory(tls, null, true)));
    try {
      return builder.build();
    } catch (AllNodesFailedException e) {
      throw new StoreException.Unavailable(
          "no node of %s lets us in".formatted(options.contactPoints()), e);
    } catch (DriverException | IllegalStateException e) {
      throw new StoreException.Unavailable("the nodes cannot be used: " + e.getMessage(), e);
    }
  }

  private static DriverConfigLoader config(CassandraOptions options) {
    ProgrammaticDriverConfigLoaderBuilder config =
        DriverConfigLoader.programmaticBuilder(Connection.class.getClassLoader())
            .withString(
                DefaultDriverOption.REQUEST_CONSISTENCY, options.consistency().plain().name())
            .withString(
                DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY,
                options.consistency().serial().name())
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, options.requestTimeout())
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, INIT_TIMEOUT)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, INIT_TIMEOUT)
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, INIT_TIMEOUT)
            .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(10))
            .withInt(
                DefaultDriverOption.CONNECTION_MAX_REQUESTS,
                Math.max(1_024, options.concurrentStatements()))
            // Warnings of the nodes quote statements with their values: personal data.
            .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
            .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
            .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, "MILLISECONDS")
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, QUIET_MILLIS)
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, SHUTDOWN_MILLIS)
            .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, "MILLISECONDS")
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, QUIET_MILLIS)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, SHUTDOWN_MILLIS)
            .startProfile(READ);
    options
        .speculativeDelay()
        .ifPresent(
            delay ->
                config
                    .withClass(
                        DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS,
                        ConstantSpeculativeExecutionPolicy.class)
                    .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, MAX_EXECUTIONS)
                    .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, delay));
    config.withDuration(DefaultDriverOption.REQUEST_TIMEOUT, options.requestTimeout());
    return config.endProfile().build();
  }
}
