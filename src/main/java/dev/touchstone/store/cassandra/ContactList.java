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
import org.jspecify.annotations.Nullable;

/**
 * The contacts that have rows, in the {@link ContactOrder} of their first buckets. A contact that
 * was erased leaves a partition without rows, and is passed over.
 */
final class ContactList {
  private static final int PAGE = 500;

  private final Cql cql;
  private final TypeReader types;
  private final PreparedStatement first;
  private final PreparedStatement next;

  ContactList(Cql cql, TypeReader types) {
    this.cql = cql;
    this.types = types;
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
      Row row = answers.next();
      if (row.getInt("bucket") == 0 && isBehind(row, behind)) {
        ContactId contact = KeyCodec.decodeContact(Bytes.of(StoredRow.bytes(row, "contact")));
        if (!types.types(contact, 1).isEmpty()) {
          contacts.add(contact);
        }
      }
    }
    return contacts;
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
