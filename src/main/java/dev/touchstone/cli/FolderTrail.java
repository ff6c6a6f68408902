package dev.touchstone.cli;

import dev.touchstone.config.AuditConfig;
import dev.touchstone.config.AuditConfig.Mode;
import dev.touchstone.config.SecretFile;
import dev.touchstone.privacy.audit.AuditBlocks;
import dev.touchstone.privacy.audit.AuditExpiry;
import dev.touchstone.privacy.audit.AuditReader;
import dev.touchstone.privacy.audit.AuditTrail;
import dev.touchstone.privacy.audit.ContactDigest;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.RecordStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of an open data folder. It is begun with the first note, so that commands that
 * show nothing of anybody leave no trace. Thread-safe.
 */
final class FolderTrail implements Trail, AutoCloseable {
  private final Path folder;
  private final AuditConfig config;
  private final RecordStore records;
  private final SigningKeys keys;
  private @Nullable AuditTrail trail;

  FolderTrail(Path folder, AuditConfig config, RecordStore records, SigningKeys keys) {
    this.folder = folder;
    this.config = config;
    this.records = records;
    this.keys = keys;
  }

  @Override
  public void add(Note note) {
    if (config.mode() != Mode.OFF) {
      begun().add(note);
    }
  }

  private synchronized AuditTrail begun() {
    AuditTrail begun = trail;
    if (begun == null) {
      String server = HexFormat.of().formatHex(SecretFile.serverId(folder, new SecureRandom()));
      AuditTrail.Options options =
          new AuditTrail.Options(server, config.mode() == Mode.BEFORE_ANSWER, config.interval());
      begun = new AuditTrail(records, options, keys::sign, digest(), InstantSource.system());
      trail = begun;
    }
    return begun;
  }

  /** What stands for a contact in this trail. */
  ContactDigest digest() {
    return new ContactDigest(SecretFile.contactKey(folder, new SecureRandom()));
  }

  AuditBlocks blocks() {
    return new AuditBlocks(records);
  }

  AuditReader reader() {
    LocalDate earliest = AuditExpiry.earliest(config.keep(), InstantSource.system());
    // A day that is too old is read until it is removed: the chain goes through it.
    return new AuditReader(
        blocks(), blocks().oldestDay().filter(day -> day.isBefore(earliest)).orElse(earliest));
  }

  /** Begins the trail, and removes what is too old. */
  void start() {
    if (config.mode() != Mode.OFF) {
      new AuditExpiry(blocks(), begun(), config.keep(), InstantSource.system()).sweep();
    }
  }

  @Override
  public synchronized void close() {
    if (trail != null) {
      trail.close();
    }
  }
}
