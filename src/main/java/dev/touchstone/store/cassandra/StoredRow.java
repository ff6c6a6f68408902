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
  /** What {@link #identity} and everything but {@link #of} reads; a statement begins with it. */
  static final String IDENTITY = "epoch, buckets, WRITETIME(row), position, type";

  /** The same and what {@link #of} reads. */
  static final String COLUMNS = IDENTITY + ", row";

  private static final int EPOCH = 0;
  private static final int BUCKETS = 1;
  private static final int WRITTEN = 2;
  private static final int POSITION = 3;
  private static final int TYPE = 4;
  private static final int ROW = 5;

  static StoredRow of(Row row) {
    return of(type(row), row);
  }

  /** The same where the type is known. */
  static StoredRow of(TypeName type, Row row) {
    return new StoredRow(type, position(row), RowCell.row(requireNonNull(row.getBytesUnsafe(ROW))));
  }

  static StoredRow identity(Row row) {
    return new StoredRow(type(row), position(row), new byte[0]);
  }

  static TypeName type(Row row) {
    return new TypeName(requireNonNull(row.getString(TYPE)));
  }

  static byte[] position(Row row) {
    return Bytes.of(requireNonNull(row.getBytesUnsafe(POSITION)));
  }

  /** In how many buckets the contact's rows lie; true in bucket 0. */
  static int buckets(Row row) {
    return Math.max(1, number(row, BUCKETS));
  }

  /** Its timestamp. */
  static WriteTime written(Row row) {
    ByteBuffer bytes = requireNonNull(row.getBytesUnsafe(WRITTEN));
    return WriteTime.of(bytes.getLong(bytes.position()));
  }

  private static int number(Row row, int column) {
    ByteBuffer bytes = row.getBytesUnsafe(column);
    return bytes == null ? 0 : bytes.getInt(bytes.position());
  }

  static ByteBuffer bytes(Row row, String column) {
    return requireNonNull(row.getByteBuffer(column));
  }

  /**
   * Whether it is a row that was not erased. The static columns of a partition without rows come as
   * one that was never written; and a node that missed an erasure for too long may show what is
   * dead.
   */
  static boolean isLive(Row row) {
    return row.getBytesUnsafe(WRITTEN) != null && written(row).epoch() >= number(row, EPOCH);
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
