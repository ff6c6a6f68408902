package dev.touchstone.store.rocksdb;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Rows;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Appends batches until one fails, and then tells what the store still does, line by line.
 * Argument: folder.
 */
final class FaultyDiskProgram {
  private FaultyDiskProgram() {}

  public static void main(String[] arguments) throws Exception {
    RocksDbStore store = RocksDbStore.open(Path.of(arguments[0]), AppendingProgram.options());
    System.out.println(AppendingProgram.OPENED);
    if (System.in.read() != '\n') {
      throw new IllegalStateException("the disk was not made faulty");
    }
    int stored = 0;
    String failure = "none";
    while (failure.equals("none")) {
      int batch = stored;
      failure = failureOf(() -> store.append(AppendingProgram.batch(batch)));
      stored += failure.equals("none") ? 1 : 0;
    }
    System.out.println("stored " + stored);
    System.out.println("append " + failure);
    System.out.println("append " + failureOf(() -> store.append(AppendingProgram.batch(0))));
    System.out.println(
        "append " + failureOf(() -> store.append(AppendingProgram.batch(1_000_000))));
    System.out.println("erase " + failureOf(() -> store.erase(Rows.ANNA)));
    System.out.println("check " + failureOf(store::check));
    System.out.println("rows " + Rows.rest(store.scan(TimeRange.ALL)).size());
    Logger log = (Logger) LoggerFactory.getLogger(Engine.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    store.close();
    told.list.forEach(event -> System.out.println(event.getFormattedMessage()));
    System.out.println("closed");
  }

  private static String failureOf(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (StoreException e) {
      return e.getClass().getSimpleName();
    }
  }
}
