package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.metadata.token.Token;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a partition lies in the order in which nodes give them: by its token, and among partitions
 * of one token by the bytes of its key, in which the length of a contact stands before it.
 */
record ContactOrder(Token token, ByteBuffer contact) implements Comparable<ContactOrder> {
  @Override
  public int compareTo(ContactOrder other) {
    int byToken = token.compareTo(other.token);
    if (byToken != 0) {
      return byToken;
    }
    byte[] mine = Bytes.of(contact.duplicate());
    byte[] its = Bytes.of(other.contact.duplicate());
    int byLength = Integer.compare(mine.length, its.length);
    return byLength != 0 ? byLength : Arrays.compareUnsigned(mine, its);
  }
}
