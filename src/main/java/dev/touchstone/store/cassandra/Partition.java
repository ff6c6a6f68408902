package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;

/** One of the partitions in which a contact's rows lie. */
record Partition(ByteBuffer contact, int bucket) {
  static ByteBuffer bytes(ContactId contact) {
    return ByteBuffer.wrap(KeyCodec.encode(contact));
  }

  static Partition of(ContactId contact, int bucket) {
    return new Partition(bytes(contact), bucket);
  }
}
