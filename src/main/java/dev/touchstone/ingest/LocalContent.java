package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * A file on this machine. Its stamp is when it was written to last, and what the file system calls
 * it.
 *
 * @param followLinks whether it may be a symbolic link
 */
record LocalContent(Path file, boolean followLinks, InstantSource clock) implements BlobContent {
  /**
   * A file that was written to this short while ago may be written to again without that its time
   * changes: file systems count in steps, of up to two seconds.
   */
  static final Duration STEP = Duration.ofSeconds(2);

  private LinkOption[] links() {
    return followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }

  @Override
  public BlobState state() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links());
    Instant written = attributes.lastModifiedTime().toInstant();
    boolean settled = written.isBefore(clock.instant().minus(STEP));
    String stamp = settled ? written + " " + attributes.fileKey() : "";
    return new BlobState(attributes.size(), stamp, "");
  }

  @Override
  public InputStream open(BlobState state, long offset, long wanted) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            followLinks
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public boolean isLocal() {
    return true;
  }
}
