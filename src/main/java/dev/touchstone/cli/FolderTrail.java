package dev.touchstone.cli;

import dev.touchstone.config.AuditConfig;
import dev.touchstone.config.AuditConfig.Mode;
import dev.touchstone.config.Config;
import dev.touchstone.config.SecretFile;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditBlocks;
import dev.touchstone.privacy.audit.AuditExpiry;
import dev.touchstone.privacy.audit.AuditReader;
import dev.touchstone.privacy.audit.AuditTrail;
import dev.touchstone.privacy.audit.ContactDigest;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.RecordStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.SortedMap;
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
  private volatile @Nullable Begun begun;
  private volatile String signer = "";

  private record Begun(AuditTrail trail, ChangeNotes changes) {}

  FolderTrail(Path folder, AuditConfig config, RecordStore records, SigningKeys keys) {
    this.folder = folder;
    this.config = config;
    this.records = records;
    this.keys = keys;
  }

  @Override
  public void add(Note note) {
    if (config.mode() != Mode.OFF) {
      Begun begun = begun();
      begun.changes().lookBefore(note.event().action());
      begun.trail().add(note);
    }
  }

  /**
   * Takes note of API keys that changed, before one of them is accepted.
   *
   * @param facts of each, by its id
   */
  void apiKeys(SortedMap<String, String> facts) {
    if (config.mode() != Mode.OFF) {
      begun().changes().apiKeys(facts);
    }
  }

  private synchronized Begun begun() {
    Begun begun = this.begun;
    if (begun == null) {
      String server = HexFormat.of().formatHex(SecretFile.serverId(folder, new SecureRandom()));
      AuditTrail.Options options =
          new AuditTrail.Options(server, config.mode() == Mode.BEFORE_ANSWER, config.interval());
      InstantSource clock = InstantSource.system();
      AuditTrail trail = new AuditTrail(records, options, this::sign, digest(), clock);
      begun = new Begun(trail, new ChangeNotes(trail, records, server, folder, keys, clock));
      this.begun = begun;
    }
    return begun;
  }

  /**
   * The trail's own thread signs, so a key that is new is not noted here but before the next note.
   */
  private Signature sign(byte[] message) {
    Signature signature = keys.sign(message);
    Begun begun = this.begun;
    if (begun != null && !signature.keyId().equals(signer)) {
      begun.changes().expectMore();
    }
    signer = signature.keyId();
    return signature;
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

  /**
   * Begins the trail, takes note of what changed since the last start, and removes what is too old.
   *
   * @param settings with which a server starts
   */
  void start(Config settings) {
    if (config.mode() != Mode.OFF) {
      Begun begun = begun();
      begun.changes().lookBefore(AuditAction.START);
      begun.changes().settings(settings);
      new AuditExpiry(blocks(), begun.trail(), config.keep(), InstantSource.system()).sweep();
    }
  }

  @Override
  public synchronized void close() {
    Begun begun = this.begun;
    if (begun != null) {
      begun.trail().close();
    }
  }
}
