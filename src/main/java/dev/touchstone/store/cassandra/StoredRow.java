package dev.touchstone.store.cassandra;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A row of the table, as far as it was read.
 *
 * @param row the bytes of RowCodec; empty where only identities are read
 */
// For a little while on the way from the driver to an interaction; never compared.
@SuppressWarnings("ArrayRecordComponent")
record StoredRow(TypeName type, byte[] position, byte[] row) implements Comparable<StoredRow> {
  /** The columns that {@link #of} and {@link #isLive} read. */
  static final String COLUMNS = "epoch, buckets, type, position, row, WRITETIME(row) AS written";

  /** The same for {@link #identity}. */
  static final String IDENTITY = "epoch, buckets, type, position, WRITETIME(row) AS written";

  static StoredRow of(Row row) {
    return new StoredRow(type(row), position(row), RowCell.row(bytes(row, "row")));
  }

  static StoredRow identity(Row row) {
    return new StoredRow(type(row), position(row), new byte[0]);
  }

  static TypeName type(Row row) {
    return new TypeName(requireNonNull(row.getString("type")));
  }

  static byte[] position(Row row) {
    return Bytes.of(bytes(row, "position"));
  }

  static ByteBuffer bytes(Row row, String column) {
    return requireNonNull(row.getByteBuffer(column));
  }

  /**
   * Whether it is a row that was not erased. The static columns of a partition without rows come as
   * one without a type; and a node that missed an erasure for too long may show what is dead.
   */
  static boolean isLive(Row row) {
    return !row.isNull("type")
        && !row.isNull("written")
        && WriteTime.of(row.getLong("written")).epoch() >= row.getInt("epoch");
  }

  Interaction interaction(ContactId contact) {
    Position at = Positions.decode(position);
    RowCodec.Row decoded = RowCodec.decode(row);
    return new Interaction(
        contact, type, at.timestamp(), at.id(), decoded.version(), decoded.fields());
  }

  /** By type, then as positions compare. Rows of one identity are the same here. */
  @Override
  public int compareTo(StoredRow other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : Arrays.compareUnsigned(position, other.position);
  }

  /** Which of two rows of one identity is kept. */
  StoredRow greater(StoredRow other) {
    return row.length == 0 || RowCodec.compare(row, other.row) >= 0 ? this : other;
  }
}
