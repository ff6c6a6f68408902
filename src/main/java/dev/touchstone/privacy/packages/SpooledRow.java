package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;

/**
 * A row in a spool, as a view of its bytes: texts stay UTF-8, and are not made into strings and
 * back for each form in which they are written. It is another row after each {@link #read}. Not
 * thread-safe.
 *
 * <pre>
 * row     length of the rest (int) · second (long) · nanosecond (int) · version (long) · fields (short) · id · field · field · …
 * id      length (int) · UTF-8
 * field   number of the column (int) · length (int) · UTF-8
 * </pre>
 */
final class SpooledRow {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final int HEAD_BYTES = 3 * Integer.BYTES + 2 * Long.BYTES + Short.BYTES;

  private byte[] bytes = new byte[0];
  private long second;
  private int nano;
  private long version;
  private final byte[] time = new byte[Timestamp.MAX_LENGTH];
  private int timeLength;
  private int idStart;
  private int idLength;
  private int count;
  private final int[] columns = new int[Fields.MAX_COUNT];
  private final int[] starts = new int[Fields.MAX_COUNT];
  private final int[] lengths = new int[Fields.MAX_COUNT];

  /** Reads the next row. */
  void read(SpoolReader in) throws IOException {
    int head = in.next(Integer.BYTES);
    int at = in.next((int) INT.get(in.array(), head));
    bytes = in.array();
    second = (long) LONG.get(bytes, at);
    nano = (int) INT.get(bytes, at + 8);
    timeLength = Timestamp.put(Instant.ofEpochSecond(second, nano), time, 0);
    version = (long) LONG.get(bytes, at + 12);
    count = (short) SHORT.get(bytes, at + 20);
    idLength = (int) INT.get(bytes, at + 22);
    idStart = at + 26;
    int next = idStart + idLength;
    for (int i = 0; i < count; i++) {
      columns[i] = (int) INT.get(bytes, next);
      lengths[i] = (int) INT.get(bytes, next + 4);
      starts[i] = next + 8;
      next = starts[i] + lengths[i];
    }
  }

  /**
   * Writes a row.
   *
   * @param buffer is used for it, if it is large enough
   * @return the buffer that was used
   */
  static byte[] write(Interaction row, ColumnIndex columns, Spool spool, byte[] buffer)
      throws IOException {
    Fields fields = row.fields();
    byte[] id = row.id().value().getBytes(UTF_8);
    int at = Integer.BYTES + HEAD_BYTES - Integer.BYTES + id.length;
    byte[] into = buffer.length < at ? new byte[2 * at] : buffer;
    Instant time = row.timestamp();
    LONG.set(into, 4, time.getEpochSecond());
    INT.set(into, 12, time.getNano());
    LONG.set(into, 16, row.version());
    SHORT.set(into, 24, (short) fields.size());
    INT.set(into, 26, id.length);
    System.arraycopy(id, 0, into, 30, id.length);
    for (int i = 0; i < fields.size(); i++) {
      byte[] value = fields.value(i).getBytes(UTF_8);
      int end = at + 8 + value.length;
      into = into.length < end ? Arrays.copyOf(into, 2 * end) : into;
      INT.set(into, at, columns.of(fields.name(i)));
      INT.set(into, at + 4, value.length);
      System.arraycopy(value, 0, into, at + 8, value.length);
      at = end;
    }
    INT.set(into, 0, at - Integer.BYTES);
    spool.write(into, 0, at);
    return into;
  }

  long second() {
    return second;
  }

  int nano() {
    return nano;
  }

  long version() {
    return version;
  }

  /** How many fields it has. */
  int count() {
    return count;
  }

  /** The number of a field's column, 0 being the first field. */
  int column(int index) {
    return columns[index];
  }

  /** Where the texts are. */
  byte[] bytes() {
    return bytes;
  }

  int start(int index) {
    return starts[index];
  }

  int length(int index) {
    return lengths[index];
  }

  int idStart() {
    return idStart;
  }

  int idLength() {
    return idLength;
  }

  /** The time in UTC, as {@link Timestamp#format} has it, from 0 to {@link #timeLength}. */
  byte[] time() {
    return time;
  }

  int timeLength() {
    return timeLength;
  }
}
