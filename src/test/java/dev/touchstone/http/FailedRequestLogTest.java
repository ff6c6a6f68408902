package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a log is told of each request that a store failed. */
final class FailedRequestLogTest {
  private static final int REQUESTS = 5;
  private static final String WHY = "why-4711";

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.touchstone");
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLoggerName().endsWith(".RequestHandler") && isOurs(event)) {
            events.add(event);
          }
        }
      };

  private static boolean isOurs(ILoggingEvent event) {
    return event.getFormattedMessage().endsWith(WHY)
        || (event.getThrowableProxy() != null
            && WHY.equals(event.getThrowableProxy().getMessage()));
  }

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
  }

  @Test
  void aRefusalThatWasForeseenIsOneLineForEachRequest() {
    assertThat(logged(() -> new StoreException.Unavailable(WHY, null)))
        .hasSize(REQUESTS)
        .allSatisfy(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getThrowableProxy()).isNull();
              assertThat(event.getFormattedMessage())
                  .startsWith("request ")
                  .endsWith(" failed: " + WHY)
                  .doesNotContain("\n");
            });
  }

  @Test
  void aFaultKeepsItsTrace() {
    IOException disk = new IOException("the disk is gone");
    assertThat(logged(() -> new StoreException.Unavailable(WHY, disk)))
        .hasSize(REQUESTS)
        .allSatisfy(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.ERROR);
              assertThat(event.getThrowableProxy().getMessage()).isEqualTo(WHY);
              assertThat(event.getThrowableProxy().getStackTraceElementProxyArray()).isNotEmpty();
            });
  }

  private List<ILoggingEvent> logged(Supplier<StoreException> failure) {
    events.clear();
    try (RunningServer server =
        RunningServer.of(FailingStore.after(0, new MemoryStore(), failure))) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(
                server
                    .send(
                        server
                            .request(Documented.PATH)
                            .POST(
                                BodyPublishers.ofString(
                                    "{\"ContactId\":\"c\",\"InteractionType\":\"EmailSent\"}")))
                    .statusCode())
            .isIn(429, 503);
      }
    }
    return List.copyOf(events);
  }
}
