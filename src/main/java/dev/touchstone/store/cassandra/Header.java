package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a partition says of itself, in its static columns.
 *
 * @param epoch how often the contact had been erased; rows of earlier epochs are dead, whether a
 *     node still shows them or not
 * @param buckets in how many partitions the contact's rows lie; true in bucket 0
 * @param sweeps which rows were removed for their age, by the number of the sweep
 */
record Header(int epoch, int buckets, Map<Integer, Sweep> sweeps) {
  static final String COLUMNS = "epoch, buckets, swept";
  static final Header NONE = new Header(0, 1, Map.of());

  /**
   * Rows of a type were removed.
   *
   * @param last the rows of this moment and all before it
   */
  record Sweep(TypeName type, Instant last) {
    /** As it is stored. */
    String text() {
      return type.value() + " " + Timestamp.format(last);
    }

    static Sweep parse(String text) {
      int space = text.indexOf(' ');
      if (space < 0) {
        throw new StoreException.Damaged("stored bytes cannot be read: a sweep", null);
      }
      return new Sweep(
          new TypeName(text.substring(0, space)), Timestamp.parse(text.substring(space + 1)));
    }

    /** Whether it removed everything that the other one removed. */
    boolean covers(Sweep other) {
      return type.equals(other.type) && !last.isBefore(other.last);
    }
  }

  /** Of a row with {@link #COLUMNS}. */
  static Header of(Row row) {
    Map<Integer, Sweep> sweeps = new HashMap<>();
    Map<Integer, String> swept = row.getMap("swept", Integer.class, String.class);
    if (swept != null) {
      swept.forEach((number, text) -> sweeps.put(number, Sweep.parse(text)));
    }
    return new Header(row.getInt("epoch"), bucketsOf(row), Map.copyOf(sweeps));
  }

  static int bucketsOf(Row row) {
    return Math.max(1, row.getInt("buckets"));
  }

  /** The same, if it is of this epoch or a later one; otherwise of this epoch. */
  Header atLeast(int other) {
    return other <= epoch ? this : new Header(other, buckets, sweeps);
  }

  /** The last sweep that removed rows of this type and moment; 0 if none did. */
  int sweep(TypeName type, Instant timestamp) {
    int last = 0;
    for (Map.Entry<Integer, Sweep> it : sweeps.entrySet()) {
      Sweep sweep = it.getValue();
      if (it.getKey() > last && sweep.type().equals(type) && !timestamp.isAfter(sweep.last())) {
        last = it.getKey();
      }
    }
    return last;
  }
}
