package dev.touchstone.privacy.audit;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the trails of all servers as one, in bounded memory. Thread-safe. */
public final class AuditReader {
  private final AuditBlocks blocks;
  private final LocalDate earliest;

  /**
   * @param earliest before which day nothing is looked for
   */
  public AuditReader(AuditBlocks blocks, LocalDate earliest) {
    this.blocks = blocks;
    this.earliest = earliest;
  }

  /** Gives every event that fits, of all servers, in the order of their moments. */
  public void forEach(AuditFilter filter, Consumer<AuditEvent> consumer) {
    PriorityQueue<Events> next = new PriorityQueue<>(Comparator.comparing(Events::moment));
    for (AuditHead head : blocks.heads()) {
      Events events = new Events(blocks(head, filter));
      if (events.event != null) {
        next.add(events);
      }
    }
    while (!next.isEmpty()) {
      Events events = next.remove();
      AuditEvent event = events.take();
      if (filter.test(event)) {
        consumer.accept(event);
      }
      if (events.event != null) {
        next.add(events);
      }
    }
  }

  /** All blocks, server by server, each from its first to its last. */
  public Iterator<AuditBlock> blocks() {
    List<Iterator<AuditBlock>> servers = new ArrayList<>();
    blocks.heads().forEach(head -> servers.add(blocks(head, AuditFilter.ALL)));
    return new Joined(servers.iterator());
  }

  /** An event may lie in the block of a later day, when it was written. */
  private Iterator<AuditBlock> blocks(AuditHead head, AuditFilter filter) {
    LocalDate from = later(earliest, day(filter.from(), earliest));
    LocalDate last = head.day().plusDays(ChainWriter.DAYS_BEHIND_HEAD);
    LocalDate to = earlier(last, day(filter.to(), last).plusDays(1));
    return new Joined(
        from.datesUntil(to.isBefore(from) ? from : to.plusDays(1))
            .map(day -> blocks.blocks(head.server(), day))
            .iterator());
  }

  private static LocalDate day(Instant moment, LocalDate unbounded) {
    return moment.equals(Instant.MIN) || moment.equals(Instant.MAX)
        ? unbounded
        : LocalDate.ofInstant(moment, UTC);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  /** The events of some blocks, one after the other. */
  private static final class Events {
    private final Iterator<AuditBlock> blocks;
    private Iterator<AuditEvent> block = List.<AuditEvent>of().iterator();
    private @Nullable AuditEvent event;

    Events(Iterator<AuditBlock> blocks) {
      this.blocks = blocks;
      advance();
    }

    private void advance() {
      while (!block.hasNext() && blocks.hasNext()) {
        block = blocks.next().events().iterator();
      }
      event = block.hasNext() ? block.next() : null;
    }

    Instant moment() {
      return event == null ? Instant.MAX : event.time();
    }

    AuditEvent take() {
      AuditEvent taken = event;
      if (taken == null) {
        throw new NoSuchElementException();
      }
      advance();
      return taken;
    }
  }

  /** Some walks, one after the other. */
  private static final class Joined implements Iterator<AuditBlock> {
    private final Iterator<Iterator<AuditBlock>> parts;
    private Iterator<AuditBlock> part = List.<AuditBlock>of().iterator();

    Joined(Iterator<Iterator<AuditBlock>> parts) {
      this.parts = parts;
    }

    @Override
    public boolean hasNext() {
      while (!part.hasNext() && parts.hasNext()) {
        part = parts.next();
      }
      return part.hasNext();
    }

    @Override
    public AuditBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return part.next();
    }
  }
}
