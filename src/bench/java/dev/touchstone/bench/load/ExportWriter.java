package dev.touchstone.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes rows as the product exports them: {@code csv/<type>/<blob>}, each blob growing to {@value
 * #MAX_BLOB_BYTES} bytes at most before the next one begins. Not thread-safe.
 */
public final class ExportWriter implements AutoCloseable {
  private static final int MAX_BLOB_BYTES = 10_000_000;

  private final Path folder;
  private final TypeCatalogue catalogue;
  private final Chance chance;
  private final Map<TypeName, OpenBlob> blobs = new HashMap<>();
  private final StringBuilder line = new StringBuilder(1_024);

  /**
   * @param folder of the container; made if it is not there
   * @param seed decides the names of the blobs
   */
  public ExportWriter(Path folder, TypeCatalogue catalogue, long seed) {
    this.folder = folder;
    this.catalogue = catalogue;
    chance = new Chance(Chance.mix(seed, Integer.MIN_VALUE));
  }

  /** Writes all rows of a spec into a container. */
  public static void write(LoadSpec spec, Path folder, TypeCatalogue catalogue) throws IOException {
    try (ExportWriter writer = new ExportWriter(folder, catalogue, spec.seedOfPart())) {
      for (Iterator<Interaction> rows = new Load(spec); rows.hasNext(); ) {
        writer.write(rows.next());
      }
    }
  }

  /** Writes a row at the end of the blob of its type. */
  public void write(Interaction row) throws IOException {
    OpenBlob blob = blobs.get(row.type());
    if (blob == null) {
      blob = open(row.type(), 0);
    }
    byte[] bytes = record(row, blob);
    if (blob.bytes + bytes.length > MAX_BLOB_BYTES) {
      blob.out.close();
      blob = open(row.type(), blob.number + 1);
      bytes = record(row, blob);
    }
    blob.write(bytes);
  }

  private byte[] record(Interaction row, OpenBlob blob) {
    line.setLength(0);
    RowForms.appendCsv(line, row, blob.type, blob.number % 2 == 0);
    return line.toString().getBytes(UTF_8);
  }

  private OpenBlob open(TypeName name, int number) throws IOException {
    InteractionType type =
        catalogue.find(name.value()).orElseThrow(() -> new IllegalStateException(name.value()));
    Path parent = Files.createDirectories(folder.resolve("csv").resolve(name.value()));
    Path file = parent.resolve(chance.guid().toString());
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    OpenBlob blob = new OpenBlob(type, number, out);
    blob.write(RowForms.header(type).getBytes(UTF_8));
    blobs.put(name, blob);
    return blob;
  }

  @Override
  public void close() throws IOException {
    for (OpenBlob blob : blobs.values()) {
      blob.out.close();
    }
  }

  private static final class OpenBlob {
    private final InteractionType type;
    private final int number;
    private final OutputStream out;
    private long bytes;

    OpenBlob(InteractionType type, int number, OutputStream out) {
      this.type = type;
      this.number = number;
      this.out = out;
    }

    void write(byte[] more) throws IOException {
      out.write(more);
      bytes += more.length;
    }
  }
}
