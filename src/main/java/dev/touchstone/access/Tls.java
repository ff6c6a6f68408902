package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS. The certificate may be exchanged while the server runs: connections
 * that are made after the files changed get the new one, those that are open go on.
 *
 * <p>The files are looked at every {@link #CHECK_INTERVAL} at most, when a connection is made.
 * Files that cannot be used leave the last good certificate in place, and are reported once.
 *
 * <p>Thread-safe.
 */
public final class Tls {
  /** How often the files are looked at, at most. */
  public static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final TlsFiles files;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final SSLContext context;
  private volatile TlsIdentity identity;
  private volatile Instant looked;
  private List<Stamp> stamps;

  private record Stamp(FileTime modified, long size, @Nullable Object id) {}

  /**
   * Reads the files.
   *
   * @throws ConfigException if they cannot be used, with what is expected
   */
  public Tls(TlsFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.looked = clock.instant();
    this.stamps = stamps();
    this.identity = files.read();
    this.context = context(new HandshakeIdentity(this::identity));
  }

  /**
   * The one context for all connections of this server; it need never be exchanged. It asks clients
   * for no certificate. Which protocols and ciphers are on is the JDK's default: TLS 1.3 and 1.2.
   */
  public SSLContext context() {
    return context;
  }

  /** When the first of the chain's certificates expires. */
  public Instant expires() {
    return identity().expires();
  }

  /** Looks at the files now. */
  public void reload() {
    lock.lock();
    try {
      look();
    } finally {
      lock.unlock();
    }
  }

  private TlsIdentity identity() {
    if (isDue() && lock.tryLock()) {
      try {
        look();
      } finally {
        lock.unlock();
      }
    }
    return identity;
  }

  private boolean isDue() {
    Duration since = Duration.between(looked, clock.instant());
    return since.isNegative() || since.compareTo(CHECK_INTERVAL) >= 0;
  }

  private void look() {
    looked = clock.instant();
    List<Stamp> now = stamps();
    if (now.equals(stamps)) {
      return;
    }
    stamps = now;
    try {
      identity = files.read();
      LOG.info("The TLS certificate was exchanged; it expires at {}", identity.expires());
    } catch (ConfigException e) {
      LOG.error("The TLS certificate stays as it was: {}", e.getMessage());
    }
  }

  private List<Stamp> stamps() {
    return List.of(stamp(files.certificates()), stamp(files.key()));
  }

  private static Stamp stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException e) {
      return new Stamp(FileTime.fromMillis(0), -1, null);
    }
  }

  private static SSLContext context(KeyManager keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
