package dev.touchstone.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes all rows of a spec, as lines or into a store. */
public final class LoadWriter {
  private static final int BATCH = 1_000;

  private LoadWriter() {}

  /** Writes the rows as lines of NDJSON. */
  public static void writeLines(LoadSpec spec, OutputStream out) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Iterator<List<Interaction>> batches = batches(spec, BATCH); batches.hasNext(); ) {
      lines.setLength(0);
      batches.next().forEach(row -> RowForms.appendJson(lines, row));
      out.write(lines.toString().getBytes(UTF_8));
    }
  }

  /** Appends the rows to a store in batches of {@value #BATCH}. */
  public static void append(LoadSpec spec, InteractionStore store) {
    for (Iterator<List<Interaction>> batches = batches(spec, BATCH); batches.hasNext(); ) {
      store.append(batches.next());
    }
  }

  /** The rows of a spec in batches, of which only the last may be smaller. */
  public static Iterator<List<Interaction>> batches(LoadSpec spec, int size) {
    Load load = new Load(spec);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return load.hasNext();
      }

      @Override
      public List<Interaction> next() {
        List<Interaction> batch = new ArrayList<>(size);
        do {
          batch.add(load.next());
        } while (batch.size() < size && load.hasNext());
        return batch;
      }
    };
  }
}
