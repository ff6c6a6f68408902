package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the trail of one server has said last of things that lie outside of the store, such as keys:
 * a text of each, by its name. Compared with what is now, it tells what changed, whoever changed it
 * and however long ago. Thread-safe; every method throws {@code StoreException} where the store
 * fails.
 */
public final class Noted {
  private final RecordStore records;
  private final byte[] partition;

  /**
   * @param things which: a word
   */
  public Noted(RecordStore records, String server, String things) {
    this.records = records;
    this.partition = "noted/%s/%s".formatted(server, things).getBytes(UTF_8);
  }

  /**
   * A thing that is another than before.
   *
   * @param before null where there was none
   * @param after null where there is none any more
   */
  public record Change(String name, @Nullable String before, @Nullable String after) {
    /** What turns one into the other, in the order of names. */
    public static List<Change> between(
        SortedMap<String, String> before, SortedMap<String, String> after) {
      SortedSet<String> names = new TreeSet<>(before.keySet());
      names.addAll(after.keySet());
      List<Change> changes = new ArrayList<>();
      for (String name : names) {
        Change change = new Change(name, before.get(name), after.get(name));
        if (change.before() == null || !change.before().equals(change.after())) {
          changes.add(change);
        }
      }
      return changes;
    }
  }

  /** What was noted last. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    Iterator<Record> all = records.walk(RecordKind.AUDIT, partition);
    while (all.hasNext()) {
      Record each = all.next();
      texts.put(new String(each.key(), UTF_8), new String(each.value(), UTF_8));
    }
    return texts;
  }

  /**
   * A change was noted, which is to be said before: what is interrupted in between is said twice.
   */
  public void keep(Change change) {
    byte[] key = change.name().getBytes(UTF_8);
    if (change.after() == null) {
      records.delete(RecordKind.AUDIT, partition, key);
    } else {
      records.put(
          RecordKind.AUDIT, List.of(new Record(partition, key, change.after().getBytes(UTF_8))));
    }
  }
}
