package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interactions in Apache Cassandra. Any number of processes may have the same keyspace open;
 * none of them holds state that another one lacks.
 *
 * <p>What is stored follows the rules of {@link StorageEngine} whoever writes it, and in whatever
 * order. Verdicts are those of one process: where two processes append rows of one identity at the
 * same moment, each may be told what would be true without the other.
 *
 * <p>Scans still open when the store is closed throw {@link IllegalStateException} from then on.
 */
public final class CassandraStore implements StorageEngine {
  private final CqlSession session;
  private final Calls calls;
  private final Tasks tasks = new Tasks();
  private final Cql cql;
  private final PageReader pages;
  private final TypeReader types;
  private final ContactRows contacts;
  private final SelectAll all;
  private final ContactList contactList;
  private final Appender appender;
  private final Eraser eraser;
  private final Expiry expiry;
  private final About about;
  private final CassandraRecords records;

  private CassandraStore(
      CqlSession session, CassandraOptions options, Requests requests, Buckets buckets) {
    this.session = session;
    this.calls = new Calls(options.concurrentCalls());
    this.cql = new Cql(session, options.keyspace(), requests);
    this.pages = new PageReader(cql);
    this.types = new TypeReader(cql);
    this.contacts = new ContactRows(cql);
    this.all = new SelectAll(cql);
    this.contactList = new ContactList(cql, types, tasks);
    Contacts agreed = new Contacts(cql, options.consistency().serial());
    Growth growth = new Growth(cql, buckets, agreed);
    this.appender = new Appender(cql, growth, tasks);
    Residues residues = new Residues(session, options.keyspace());
    this.eraser = new Eraser(cql, agreed, contacts, growth, residues);
    this.about = new About(cql, options.consistency().serial());
    this.expiry = new Expiry(cql, calls, about);
    this.records = new CassandraRecords(cql, calls, tasks, residues);
  }

  /**
   * Connects to the nodes.
   *
   * @param listener hears of every statement
   * @throws StoreException.Unavailable if no node can be reached, or the keyspace has no tables of
   *     the format that this version knows; see {@link CassandraSchema}
   */
  public static CassandraStore open(CassandraOptions options, StatementListener listener) {
    return open(options, listener, Buckets.USUAL, UnaryOperator.identity());
  }

  /** The same with smaller buckets, and something between this store and the driver. */
  static CassandraStore open(
      CassandraOptions options,
      StatementListener listener,
      Buckets buckets,
      UnaryOperator<Requests> between) {
    CqlSession session = Connection.open(options);
    try {
      CassandraSchema.check(session, options.keyspace());
      Requests driver = between.apply(request -> session.executeAsync(request.statement()));
      Requests bounded = new BoundedRequests(driver, options.concurrentStatements(), listener);
      return new CassandraStore(session, options, bounded, buckets);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Durable means: written by a quorum of the nodes that hold the row. How safe that makes it
   * from power loss is the nodes' setting {@code commitlog_sync}.
   *
   * @throws StoreException.Overloaded if too many calls are under way already
   */
  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    if (interactions.size() > MAX_APPEND) {
      throw new IllegalArgumentException(
          "at most " + MAX_APPEND + " rows, not " + interactions.size());
    }
    return calls.inside(() -> appender.append(interactions));
  }

  @Override
  public Page read(Query query) {
    return calls.inside(() -> pages.read(query));
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return calls.inside(() -> types.types(contact, limit));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The order is that of the nodes' tokens.
   */
  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    return calls.inside(() -> contactList.contacts(after, limit));
  }

  @Override
  public Scan scan(ContactId contact) {
    return calls.inside(
        () -> new ContactScan(contact, contacts.rows(Partition.bytes(contact)), calls));
  }

  @Override
  public Scan scan(TimeRange range) {
    return calls.inside(() -> new TableScan(Answers.ahead(cql, all.all()), contacts, range, calls));
  }

  /**
   * {@inheritDoc}
   *
   * <p>When it returns, a quorum of the nodes has the deletion, and every write that was under way
   * is dead when it arrives. The bytes go when the nodes compact; the residues name them.
   */
  @Override
  public Erasure erase(ContactId contact) {
    return calls.inside(
        () -> {
          if (contact.isNone()) {
            throw new IllegalArgumentException(
                "rows without a contact cannot be erased as if they were one");
          }
          return eraser.erase(contact);
        });
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return expiry.expire(cutoffs);
  }

  @Override
  public RecordStore records() {
    return records;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It reads one row from a quorum: other partitions may lie on other nodes.
   */
  @Override
  public void check() {
    calls.inside(
        () -> {
          about.check();
          return true;
        });
  }

  @Override
  public synchronized void close() {
    if (calls.close()) {
      tasks.close();
      session.close();
    }
  }
}
