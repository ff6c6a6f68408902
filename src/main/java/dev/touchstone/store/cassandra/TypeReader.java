package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the types of a contact: one statement for each, however many rows there are. */
final class TypeReader {
  private final Cql cql;
  private final SelectNextType select;
  private final SelectHeader header;

  TypeReader(Cql cql) {
    this.cql = cql;
    this.select = new SelectNextType(cql);
    this.header = new SelectHeader(cql);
  }

  List<TypeName> types(ContactId contact, int limit) {
    int buckets = header.ask(cql, Partition.of(contact, 0)).buckets();
    TreeSet<TypeName> types = new TreeSet<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      collect(Partition.of(contact, bucket), limit, types);
    }
    return types.stream().limit(limit).toList();
  }

  /** Whether the contact has any; most that do have some in their first bucket. */
  boolean hasRows(ContactId contact) {
    Set<TypeName> first = new TreeSet<>();
    collect(Partition.of(contact, 0), 1, first);
    return !first.isEmpty() || !types(contact, 1).isEmpty();
  }

  private void collect(Partition partition, int limit, Set<TypeName> types) {
    String type = "";
    byte[] position = Positions.BEGIN;
    int found = 0;
    while (found < limit) {
      @Nullable Row row = cql.ask(select.of(partition, type, ByteBuffer.wrap(position))).one();
      if (row == null) {
        return;
      }
      type = StoredRow.type(row).value();
      if (StoredRow.isLive(row)) {
        types.add(new TypeName(type));
        found++;
        position = Positions.END;
      } else {
        position = StoredRow.position(row);
      }
    }
  }
}
