package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Erases a contact: agrees on another epoch, then deletes what was written in the ones before it. A
 * write that was on its way meanwhile has an earlier epoch, so it is dead on arrival. Thread-safe.
 */
final class Eraser {
  private final Cql cql;
  private final Contacts contacts;
  private final ContactRows rows;
  private final Growth growth;
  private final Residues residues;
  private final ErasePartition erase;

  Eraser(Cql cql, Contacts contacts, ContactRows rows, Growth growth, Residues residues) {
    this.cql = cql;
    this.contacts = contacts;
    this.rows = rows;
    this.growth = growth;
    this.residues = residues;
    this.erase = new ErasePartition(cql);
  }

  Erasure erase(ContactId contact) {
    ByteBuffer bytes = Partition.bytes(contact);
    Contacts.State state = contacts.beginEpoch(bytes);
    try {
      long count = rows.count(bytes, state.buckets());
      List<Request> partitions =
          IntStream.range(0, state.buckets())
              .mapToObj(bucket -> erase.of(new Partition(bytes, bucket), state))
              .toList();
      Sent.awaitAll(Sent.all(cql, partitions));
      growth.forget(bytes, state.epoch());
      return new Erasure(count, residues.of("interactions", bytes, state.buckets()));
    } catch (StoreException e) {
      throw Failures.amidChanges(e);
    }
  }
}
