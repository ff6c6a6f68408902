package dev.touchstone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is one line of a log, and what has a trace. */
class FailureLogTest {
  private final StoreException moved = new StoreException.Unavailable("it is moved", null);
  private final StoreException damage = new StoreException.Damaged("it is torn", null);
  private final IOException disk = new IOException("the disk is gone");

  @Test
  void aRefusalInWordsOfTheStoreWasForeseen() {
    assertThat(
            List.of(
                moved,
                new StoreException.Unavailable("the trail cannot be written", moved),
                new StoreException.Overloaded("too much", null),
                new StoreException.Overloaded("too much", disk),
                new StoreException.OutcomeUnknown("only a part may be done", moved)))
        .allMatch(FailureLog::isForeseen);
  }

  @Test
  void damageAndWhatSomethingBeneathTheStoreThrewWasNot() {
    assertThat(
            List.of(
                damage,
                new StoreException.Unavailable("no writes", disk),
                new StoreException.Unavailable("the trail cannot be written", damage),
                new StoreException.OutcomeUnknown(
                    "only a part may be done", new StoreException.Unavailable("no writes", disk))))
        .noneMatch(FailureLog::isForeseen);
  }

  @Test
  void onlyAFaultComesWithItsTrace() {
    Logger log = (Logger) LoggerFactory.getLogger(FailureLogTest.class);
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    log.addAppender(events);
    FailureLog.log(log, "a request failed", moved);
    FailureLog.log(log, "a request failed", damage);
    log.detachAppender(events);
    assertThat(events.list)
        .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
        .containsExactly(
            tuple(Level.WARN, "a request failed: it is moved"),
            tuple(Level.ERROR, "a request failed"));
    assertThat(events.list.getFirst().getThrowableProxy()).isNull();
    assertThat(events.list.getLast().getThrowableProxy().getMessage()).isEqualTo("it is torn");
  }
}
