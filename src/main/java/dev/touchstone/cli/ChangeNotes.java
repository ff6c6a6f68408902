package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.ConfigException;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Noted;
import dev.touchstone.privacy.audit.Noted.Change;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.privacy.signature.VerifyingKey;
import dev.touchstone.store.RecordStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of keys and settings that are others than the trail last said. Files are compared with
 * it, not commands listened to: so what was changed past the commands, or while no server ran, is
 * told too. Thread-safe.
 */
final class ChangeNotes {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeNotes.class);

  private final Trail trail;
  private final Path folder;
  private final SigningKeys signingKeys;
  private final Noted apiKeysNoted;
  private final Noted signingKeysNoted;
  private final Noted settingsNoted;
  private final InstantSource clock;
  private @Nullable SortedMap<String, String> knownApiKeys;
  private @Nullable SortedMap<String, String> knownSigningKeys;
  private volatile boolean stale = true;

  /**
   * @param server whose trail it is
   */
  ChangeNotes(
      Trail trail,
      RecordStore records,
      String server,
      Path folder,
      SigningKeys signingKeys,
      InstantSource clock) {
    this.trail = trail;
    this.folder = folder;
    this.signingKeys = signingKeys;
    this.apiKeysNoted = new Noted(records, server, "keys");
    this.signingKeysNoted = new Noted(records, server, "signing-keys");
    this.settingsNoted = new Noted(records, server, "settings");
    this.clock = clock;
  }

  /** Something may have changed: it is looked before the next note, of whatever kind. */
  void expectMore() {
    stale = true;
  }

  /** Looks before something is noted; before a read, of which there are many, only if need be. */
  void lookBefore(AuditAction action) {
    if (stale || !action.mayFollow()) {
      look();
    }
  }

  private synchronized void look() {
    stale = false;
    try {
      apiKeys(Callers.keys(folder).facts());
      signingKeys();
    } catch (ConfigException | UncheckedIOException e) {
      // Whoever needs the keys is refused for it; what is noted here, is noted when they are
      // mended.
      LOG.warn("Changes of keys cannot be noted: {}", e.getMessage());
    } catch (RuntimeException e) {
      stale = true;
      throw e;
    }
  }

  /** Takes note of the API keys that changed. */
  synchronized void apiKeys(SortedMap<String, String> facts) {
    if (knownApiKeys == null) {
      knownApiKeys = apiKeysNoted.texts();
    }
    note(
        apiKeysNoted, knownApiKeys, facts, AuditAction.KEY, it -> ChangeWords.ofKey("API key", it));
    knownApiKeys = facts;
  }

  private void signingKeys() {
    if (knownSigningKeys == null) {
      knownSigningKeys = signingKeysNoted.texts();
    }
    SortedMap<String, String> facts = new TreeMap<>();
    for (VerifyingKey key : signingKeys.publicKeys().keys()) {
      facts.put(
          key.id(),
          "made %s; retired %s".formatted(time(key.made(), "unknown"), time(key.retired(), "no")));
    }
    note(
        signingKeysNoted,
        knownSigningKeys,
        facts,
        AuditAction.KEY,
        it -> ChangeWords.ofKey("signing key", it));
    knownSigningKeys = facts;
  }

  private static String time(@Nullable Instant time, String otherwise) {
    return time == null ? otherwise : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Takes note of the settings that changed; of a server that never said any, from the defaults.
   */
  synchronized void settings(Config config) {
    SortedMap<String, String> before = new TreeMap<>(Config.defaults().texts());
    before.putAll(settingsNoted.texts());
    SortedMap<String, String> now = new TreeMap<>(config.texts());
    Path types = config.typesFile();
    if (types != null) {
      now.put("types.file, its content", "sha256 " + content(types));
    }
    note(settingsNoted, before, now, AuditAction.CONFIGURATION, ChangeWords::ofSetting);
  }

  private static String content(Path file) {
    try {
      return ChangeWords.digest(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read: " + e, e);
    }
  }

  private void note(
      Noted noted,
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      AuditAction action,
      Function<Change, String> words) {
    List<Change> changes = before.equals(after) ? List.of() : Change.between(before, after);
    for (Change change : changes) {
      Occasion occasion = new Occasion("", clock);
      if (action == AuditAction.KEY) {
        // Whoever changes keys does it there, with a command or an editor.
        occasion.by(Occasions.COMMAND_LINE, true);
      }
      occasion.note(trail, action, words.apply(change), Collections.emptyList(), 0);
      noted.keep(change);
    }
  }
}
