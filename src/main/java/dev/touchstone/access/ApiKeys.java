package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.interaction.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of a data folder: {@code secrets/keys.ndjson}, of which each process has its own
 * view.
 *
 * <p>A server sees what another process creates or revokes within {@link #CHECK_INTERVAL}. While
 * the file cannot be read, no key can be judged: the part that cannot be read may be a revocation.
 *
 * <p>Thread-safe. Changes hold a lock on {@code secrets/keys.lock}, so commands that run at the
 * same time, in whatever process, lose nothing.
 */
public final class ApiKeys {
  /** How often the file is looked at, at most. */
  public static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** Judged in place of a key that is not there, so that both take the same steps. */
  private static final StoredKey NOBODY =
      new StoredKey(
          new ApiKey("nobody", "nobody", Set.of(Role.READER), Instant.EPOCH, null, Instant.EPOCH),
          Digest.sha256(""));

  private final Path folder;
  private final Path file;
  private final InstantSource clock;
  private final SecureRandom random;
  private final KeyFileView view;

  /**
   * A new key, and its text, which is told here and nowhere else.
   *
   * @param text the secret
   */
  public record Created(ApiKey key, String text) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** Reads nothing yet. */
  public ApiKeys(Path dataFolder, InstantSource clock, SecureRandom random) {
    this(dataFolder, clock, random, facts -> {});
  }

  /**
   * Reads nothing yet.
   *
   * @param changed told {@link #facts} when the file was read again, before a key in it is
   *     accepted; while it throws, no key can be judged
   */
  public ApiKeys(
      Path dataFolder,
      InstantSource clock,
      SecureRandom random,
      Consumer<SortedMap<String, String>> changed) {
    this.folder = dataFolder.resolve("secrets");
    this.file = folder.resolve("keys.ndjson");
    this.clock = clock;
    this.random = random;
    this.view = new KeyFileView(file, clock, keys -> changed.accept(facts(keys)));
  }

  /**
   * Makes a key.
   *
   * @param name what it is for
   * @param expires from when on it is refused, or null for never
   * @throws InvalidValueException if the name, the roles or the time are no good
   * @throws ConfigException if the file of keys is open to others, damaged or full
   */
  public Created create(String name, Set<Role> roles, @Nullable Instant expires) {
    if (expires != null && !expires.isAfter(clock.instant())) {
      throw new InvalidValueException(
          expires.toString(), "a time to come, at which the key expires");
    }
    return change(keys -> add(keys, name, roles, expires));
  }

  /**
   * All keys, oldest first, the revoked and expired ones too.
   *
   * @throws ConfigException if the file of keys is open to others or damaged
   */
  public List<ApiKey> list() {
    try {
      return readAll().values().stream().map(StoredKey::key).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is known of each key, by its id: facts in words with semicolons between, without its name
   * and its secret.
   *
   * @throws ConfigException if the file of keys is open to others or damaged
   */
  public SortedMap<String, String> facts() {
    try {
      return facts(readAll());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, String> facts(Map<String, StoredKey> keys) {
    SortedMap<String, String> facts = new TreeMap<>();
    keys.forEach((id, key) -> facts.put(id, key.facts()));
    return facts;
  }

  /**
   * Refuses a key from now on. Revoking again changes nothing.
   *
   * @throws InvalidValueException if there is no key of that id
   * @throws ConfigException if the file of keys is open to others or damaged
   */
  public ApiKey revoke(String id) {
    return change(
        keys -> {
          StoredKey stored = keys.get(id);
          if (stored == null) {
            throw new InvalidValueException(id, "the id of a key, as the list shows it");
          }
          ApiKey revoked = stored.key().revokedAt(clock.instant());
          keys.put(id, new StoredKey(revoked, stored.sha256()));
          return revoked;
        });
  }

  /** Whether a text is meant to be a key. */
  static boolean looksLikeKey(String text) {
    return text.startsWith(KeyText.PREFIX);
  }

  /** Judges the text of a key. */
  Authentication authenticate(String text) {
    KeyText shown = KeyText.parse(text);
    if (shown == null) {
      return new Authentication.Refused(Refusal.KEY_INCOMPLETE);
    }
    Map<String, StoredKey> keys = view.keys();
    if (keys == null) {
      return new Authentication.Unavailable(CHECK_INTERVAL);
    }
    StoredKey stored = keys.getOrDefault(shown.id(), NOBODY);
    if (!stored.isSecret(shown.secret())) {
      return new Authentication.Refused(Refusal.KEY_UNKNOWN);
    }
    ApiKey key = stored.key();
    if (key.revoked() != null) {
      return new Authentication.Refused(Refusal.KEY_REVOKED);
    }
    if (key.expires() != null && !clock.instant().isBefore(key.expires())) {
      return new Authentication.Refused(Refusal.KEY_EXPIRED);
    }
    return new Authentication.Accepted(new Caller(key.id(), Caller.Kind.KEY, key.roles()));
  }

  /**
   * Makes the first key if there is no file of keys, and writes its text to a file beforehand: who
   * is interrupted in between starts over.
   *
   * @return whether the key was made
   */
  boolean createFirst(Path textFile) {
    return locked(
        () -> {
          if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            KeyFile.read(file);
            return false;
          }
          Map<String, StoredKey> keys = new LinkedHashMap<>();
          Created first = add(keys, "admin, made at the first start", Set.of(Role.ADMIN), null);
          PrivateFiles.replace(textFile, (first.text() + "\n").getBytes(US_ASCII));
          KeyFile.write(file, keys.values());
          return true;
        });
  }

  private Created add(
      Map<String, StoredKey> keys, String name, Set<Role> roles, @Nullable Instant expires) {
    if (keys.size() >= KeyFile.MAX_KEYS) {
      throw new ConfigException(file + " holds " + KeyFile.MAX_KEYS + " keys and no more", null);
    }
    KeyText text = KeyText.random(random);
    while (keys.containsKey(text.id())) {
      text = KeyText.random(random);
    }
    ApiKey key = new ApiKey(text.id(), name, roles, clock.instant(), expires, null);
    keys.put(key.id(), StoredKey.of(key, text));
    return new Created(key, text.reveal());
  }

  private Map<String, StoredKey> readAll() throws IOException {
    try {
      return KeyFile.read(file);
    } catch (NoSuchFileException e) {
      return new LinkedHashMap<>();
    }
  }

  private interface Change<T> {
    T apply(Map<String, StoredKey> keys);
  }

  private <T> T change(Change<T> change) {
    return locked(
        () -> {
          Map<String, StoredKey> keys = readAll();
          T result = change.apply(keys);
          KeyFile.write(file, keys.values());
          view.forget();
          return result;
        });
  }

  private <T> T locked(PrivateFiles.Step<T> step) {
    try {
      PrivateFiles.ensureFolder(folder);
      return PrivateFiles.locked(folder.resolve("keys.lock"), step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
