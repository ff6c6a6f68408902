package dev.touchstone.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class LogConfiguratorTest {
  private final LoggerContext context = new LoggerContext();

  private ExecutionStatus configure(
      Map<String, String> properties, Map<String, String> environment) {
    return new LogConfigurator(properties::get, environment::get).configure(context);
  }

  private Level level(String logger) {
    return context.getLogger(logger).getEffectiveLevel();
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class))
        .hasExactlyElementsOfTypes(LogConfigurator.class);
  }

  @Test
  void ourOwnEventsAreToldAndOfOthersTheWarnings() {
    assertThat(configure(Map.of(), Map.of())).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    assertThat(level("dev.touchstone.http.requests")).isEqualTo(Level.INFO);
    assertThat(level("org.eclipse.jetty.util.thread")).isEqualTo(Level.WARN);
  }

  @Test
  void whatMayHoldWhatACallerSentIsNotTold() {
    configure(Map.of(), Map.of("TOUCHSTONE_LOG", "DEBUG"));
    assertThat(level("org.eclipse.jetty.http.HttpParser")).isEqualTo(Level.ERROR);
    assertThat(level("org.eclipse.jetty.server.Response")).isEqualTo(Level.ERROR);
    assertThat(level("org.eclipse.jetty.server.internal.HttpChannelState")).isEqualTo(Level.ERROR);
    assertThat(level("org.eclipse.jetty.util.HostPort")).isEqualTo(Level.ERROR);
    assertThat(level("com.azure.core")).isEqualTo(Level.OFF);
    assertThat(level("reactor.core")).isEqualTo(Level.OFF);
  }

  @Test
  void theLevelIsThePropertysOrElseTheEnvironments() {
    configure(Map.of(), Map.of("TOUCHSTONE_LOG", "error"));
    assertThat(level("dev.touchstone.http")).isEqualTo(Level.ERROR);
    configure(Map.of("TOUCHSTONE_LOG", "WARN"), Map.of("TOUCHSTONE_LOG", "DEBUG"));
    assertThat(level("dev.touchstone.http")).isEqualTo(Level.WARN);
    configure(Map.of(), Map.of("TOUCHSTONE_LOG", "LOUD"));
    assertThat(level("dev.touchstone.http")).isEqualTo(Level.INFO);
  }

  @Test
  void aFileOfWhoeverRunsTheProgramGoesBefore() {
    assertThat(configure(Map.of("logback.configurationFile", "mine.xml"), Map.of()))
        .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).isExhausted();
  }

  @Test
  void anEventIsALine() {
    configure(Map.of(), Map.of());
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    assertThat(appender.getTarget()).isEqualTo("System.err");
    Logger logger = context.getLogger("dev.touchstone.http.requests");
    LoggingEvent event =
        new LoggingEvent("", logger, Level.INFO, "GET {} 200", null, new Object[] {"/metrics"});
    event.setInstant(Instant.parse("2026-11-25T22:00:57.125Z"));
    assertThat(new String(appender.getEncoder().encode(event), UTF_8))
        .isEqualTo("2026-11-25T22:00:57.125Z INFO  requests - GET /metrics 200\n");
  }
}
