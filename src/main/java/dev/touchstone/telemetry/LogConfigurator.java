package dev.touchstone.telemetry;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log: one line per event on standard error. A message never carries a contact's data: ids of
 * requests and counts only.
 *
 * <p>Logback finds this class as a service. It is code because to read it from XML took a tenth of
 * a server's start.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "TOUCHSTONE_LOG";
  private static final String PATTERN =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} - %message%n%exception{full}";

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;

  /** As Logback makes it. */
  public LogConfigurator() {
    this(System::getProperty, System::getenv);
  }

  /** One that is told what surrounds it; what is not set is null. */
  LogConfigurator(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (properties.apply(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY; // a file of whoever runs the program
    }
    levels().forEach((name, level) -> context.getLogger(name).setLevel(level));
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private Map<String, Level> levels() {
    Map<String, Level> levels = new LinkedHashMap<>();
    levels.put(Logger.ROOT_LOGGER_NAME, Level.WARN);
    levels.put("dev.touchstone", Level.toLevel(wanted(), Level.INFO));
    // Their warnings are about what a caller sent, and hold it: a Host, a path, a query.
    levels.put("org.eclipse.jetty.http", Level.ERROR);
    levels.put("org.eclipse.jetty.server.Response", Level.ERROR);
    levels.put("org.eclipse.jetty.server.internal", Level.ERROR);
    levels.put("org.eclipse.jetty.util.HostPort", Level.ERROR);
    // They may quote URLs, which hold a shared access signature; what fails is told in our words.
    levels.put("com.azure", Level.OFF);
    levels.put("reactor", Level.OFF);
    return levels;
  }

  private @Nullable String wanted() {
    String property = properties.apply(LEVEL);
    return property == null ? environment.apply(LEVEL) : property;
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
