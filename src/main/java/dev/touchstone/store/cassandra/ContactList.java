package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that have rows, in the {@link ContactOrder} of their first buckets. A contact that
 * was erased leaves a partition without rows, and is passed over.
 */
final class ContactList {
  private static final int PAGE = 500;

  /** So many partitions are asked at once whether they have rows. */
  private static final int AT_ONCE = 64;

  private final Cql cql;
  private final TypeReader types;
  private final Tasks tasks;
  private final PreparedStatement first;
  private final PreparedStatement next;

  ContactList(Cql cql, TypeReader types, Tasks tasks) {
    this.cql = cql;
    this.types = types;
    this.tasks = tasks;
    String partitions = "SELECT DISTINCT contact, bucket FROM $.interactions";
    first = cql.read(partitions);
    next = cql.read(partitions + " WHERE token(contact, bucket) >= token(?, 0)");
  }

  List<ContactId> contacts(@Nullable ContactId after, int limit) {
    StorageEngine.checkLimit(limit);
    BoundStatement partitions = after == null ? first.bind() : next.bind(Partition.bytes(after));
    Answers answers =
        Answers.to(
            cql,
            new Request(
                "SelectContacts",
                Request.Kind.READ,
                partitions.setPageSize(Math.min(2 * limit, PAGE))));
    ContactOrder behind = after == null ? null : orderOf(Partition.bytes(after));
    List<ContactId> contacts = new ArrayList<>();
    while (contacts.size() < limit && answers.hasNext()) {
      int most = Math.min(AT_ONCE, limit - contacts.size());
      contacts.addAll(withRows(partitions(answers, behind, most)));
    }
    return contacts;
  }

  private List<ContactId> partitions(Answers answers, @Nullable ContactOrder behind, int most) {
    List<ContactId> partitions = new ArrayList<>(most);
    while (partitions.size() < most && answers.hasNext()) {
      Row row = answers.next();
      if (row.getInt("bucket") == 0 && isBehind(row, behind)) {
        partitions.add(KeyCodec.decodeContact(Bytes.of(StoredRow.bytes(row, "contact"))));
      }
    }
    return partitions;
  }

  /** In their order. */
  private List<ContactId> withRows(List<ContactId> partitions) {
    boolean[] found = new boolean[partitions.size()];
    List<Runnable> work = new ArrayList<>(found.length);
    for (int i = 0; i < found.length; i++) {
      int index = i;
      work.add(() -> found[index] = types.hasRows(partitions.get(index)));
    }
    tasks.runAll(work);
    return IntStream.range(0, found.length)
        .filter(i -> found[i])
        .mapToObj(partitions::get)
        .toList();
  }

  /** Several contacts may have one token, and a page may end between them. */
  private boolean isBehind(Row row, @Nullable ContactOrder other) {
    return other == null || orderOf(StoredRow.bytes(row, "contact")).compareTo(other) > 0;
  }

  private ContactOrder orderOf(ByteBuffer contact) {
    return new ContactOrder(
        cql.token(contact.duplicate(), ByteBuffer.allocate(Integer.BYTES)), contact);
  }
}
