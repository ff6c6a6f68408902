package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in a file of the data folder; its form is in {@code docs/storage.md}. Lines are added
 * at its end, the last one of a blob counts, and now and then the file is written anew with those
 * that count. A line that is not whole is not there: then rows are read again, which is always
 * right.
 *
 * <p>Belongs to one thread, of the process that has locked the data folder.
 */
public final class CheckpointFile implements Checkpoints, Closeable {
  public static final String NAME = "imports";

  private static final int FORMAT = 1;
  private static final String WORDS = "touchstone import checkpoints, format ";
  private static final Pattern FIRST_LINE = Pattern.compile(Pattern.quote(WORDS) + "(\\d{1,9})");

  /** So many lines that do not count are allowed, and as many again as there are that do. */
  private static final int MOST_STALE = 1_000;

  /** The most blobs that are remembered; those noted longest ago are forgotten. */
  static final int MAX_BLOBS = 2 * BlobListing.MAX_BLOBS;

  private final Path file;
  private final int maxBlobs;

  /** In the order in which they were noted. */
  private final Map<String, Checkpoint> checkpoints = new LinkedHashMap<>();

  private @Nullable OutputStream out;
  private long lines;

  private CheckpointFile(Path file, int maxBlobs) {
    this.file = file;
    this.maxBlobs = maxBlobs;
  }

  /**
   * Opens the file of a data folder, and makes it where there is none.
   *
   * @throws IOException if it cannot be read or written
   * @throws ContainerException if a newer program wrote it
   */
  public static CheckpointFile open(Path dataFolder) throws IOException {
    return open(dataFolder, MAX_BLOBS);
  }

  static CheckpointFile open(Path dataFolder, int maxBlobs) throws IOException {
    CheckpointFile opened = new CheckpointFile(dataFolder.resolve(NAME), maxBlobs);
    if (Files.exists(opened.file)) {
      opened.read();
    }
    opened.rewrite();
    return opened;
  }

  private void read() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
      checkFormat(in.readLine());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Checkpoint checkpoint = CheckpointLine.parse(line);
        if (checkpoint != null) {
          remember(checkpoint);
        }
      }
    }
  }

  private void remember(Checkpoint checkpoint) {
    checkpoints.remove(checkpoint.blob());
    checkpoints.put(checkpoint.blob(), checkpoint);
    if (checkpoints.size() > maxBlobs) {
      checkpoints.remove(checkpoints.keySet().iterator().next());
    }
  }

  private void checkFormat(@Nullable String line) {
    Matcher matcher = FIRST_LINE.matcher(line == null ? "" : line);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != FORMAT) {
      throw new ContainerException(
          ("%s is not of a form that this program knows, which is '%s%d': use the newer program, or"
                  + " delete the file, after which everything is read again")
              .formatted(file, WORDS, FORMAT),
          null);
    }
  }

  @Override
  public @Nullable Checkpoint find(Blob blob) {
    return checkpoints.get(blob.id());
  }

  @Override
  public void put(Checkpoint checkpoint) {
    remember(checkpoint);
    try {
      if (lines > 2L * checkpoints.size() + MOST_STALE) {
        rewrite();
      } else if (out != null) {
        out.write(CheckpointLine.format(checkpoint).getBytes(UTF_8));
        lines++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was taken cannot be noted in " + file, e);
    }
  }

  /** Writes the file anew, under another name first, so that it is whole wherever it exists. */
  private void rewrite() throws IOException {
    close();
    Path unfinished = file.resolveSibling(NAME + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(unfinished))) {
      StringBuilder text = new StringBuilder(WORDS + FORMAT + "\n");
      for (Checkpoint checkpoint : checkpoints.values()) {
        text.append(CheckpointLine.format(checkpoint));
        if (text.length() > 1 << 20) {
          write(channel, text);
        }
      }
      write(channel, text);
      channel.force(true);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    out = Files.newOutputStream(file, StandardOpenOption.APPEND);
    lines = checkpoints.size();
  }

  private static void write(FileChannel channel, StringBuilder text) throws IOException {
    ByteBuffer bytes = UTF_8.encode(text.toString());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    text.setLength(0);
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
