package dev.touchstone.privacy.signature;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.privacy.signature.SigningKeyFile.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys of a data folder: {@code secrets/signing-keys.pem}. The first is made when it is
 * first asked for. A key that was retired leaves its public half behind and nothing else.
 *
 * <p>Where an operator gives a key, that one signs, and the file only remembers which ones did.
 *
 * <p>Thread-safe. Changes hold a lock on {@code secrets/signing-keys.lock}; every use looks at the
 * file, so a rotation by another process is followed at once.
 */
public final class SigningKeys {
  private final Path folder;
  private final Path file;
  private final @Nullable KeyPair shared;
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile @Nullable Seen seen;

  /** Who signs now, and everybody who did. */
  private record View(VerifyingKey key, PrivateKey own, PublicKeys all) {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** What was read of the file, and what it was: a file put in place by renaming is another. */
  private record Seen(Object stamp, View view) {}

  private record Stamp(FileTime modified, long size, @Nullable Object id) {}

  /**
   * Makes nothing yet.
   *
   * @param sharedKey the file of a private key to sign with; null for the folder's own
   * @throws ConfigException if that file cannot be used
   */
  public SigningKeys(
      Path dataFolder, @Nullable Path sharedKey, InstantSource clock, SecureRandom random) {
    this.folder = dataFolder.resolve("secrets");
    this.file = folder.resolve("signing-keys.pem");
    this.shared = sharedKey == null ? null : SharedKey.read(sharedKey);
    this.clock = clock;
    this.random = random;
  }

  /**
   * Signs bytes, which must say themselves what they are.
   *
   * @throws ConfigException if the file of keys is open to others or damaged
   */
  public Signature sign(byte[] message) {
    View view = view();
    return new Signature(view.key().id(), Ed25519.sign(view.own(), message));
  }

  /**
   * The key that signs now.
   *
   * @throws ConfigException as {@link #sign}
   */
  public VerifyingKey current() {
    return view().key();
  }

  /**
   * The public keys of everything that was ever signed here, the newest first.
   *
   * @throws ConfigException as {@link #sign}
   */
  public PublicKeys publicKeys() {
    return view().all();
  }

  /**
   * Makes a new key, which signs from now on. The private half of the former one is gone.
   *
   * @throws ConfigException as {@link #sign}, or if an operator gave the key: then only they can
   *     give another one
   */
  public VerifyingKey rotate() {
    if (shared != null) {
      throw new ConfigException(
          "the key is the one of privacy.signing-key: put another one into that file, then restart"
              + " the servers that read it",
          null);
    }
    return unchecked(
        () -> {
          PrivateFiles.ensureFolder(folder);
          return PrivateFiles.locked(lockFile(), () -> makeOwn(readAll())).key();
        });
  }

  private View view() {
    return unchecked(
        () -> {
          Seen last = seen;
          if (last != null && last.stamp().equals(stamp())) {
            return last.view();
          }
          // Before the file is read: what is put in its place meanwhile has another stamp.
          Object stamp = stamp();
          View view = viewOf(readAll());
          if (view != null) {
            seen = new Seen(stamp, view);
            return view;
          }
          PrivateFiles.ensureFolder(folder);
          return PrivateFiles.locked(lockFile(), this::viewOrMake);
        });
  }

  private View viewOrMake() throws IOException {
    Content content = readAll();
    View view = viewOf(content);
    if (view != null) {
      return view;
    }
    return shared == null ? makeOwn(content) : takeShared(content, shared);
  }

  /** Null where the file does not yet name the key that is to sign. */
  private @Nullable View viewOf(Content content) {
    VerifyingKey newest = content.newest();
    if (newest == null) {
      return null;
    }
    if (shared == null) {
      return content.own() == null ? null : view(content, content.own());
    }
    return newest.id().equals(KeyId.of(shared.getPublic()))
        ? view(content, shared.getPrivate())
        : null;
  }

  private View makeOwn(Content before) throws IOException {
    KeyPair pair = Ed25519.generate(random);
    VerifyingKey key = VerifyingKey.of(pair.getPublic(), clock.instant(), null);
    return keep(SigningKeyFile.after(before, key, pair.getPrivate()), pair.getPrivate());
  }

  private View takeShared(Content before, KeyPair pair) throws IOException {
    VerifyingKey key = VerifyingKey.of(pair.getPublic(), clock.instant(), null);
    return keep(SigningKeyFile.after(before, key, null), pair.getPrivate());
  }

  private View keep(Content content, PrivateKey own) throws IOException {
    SigningKeyFile.write(file, content);
    return view(content, own);
  }

  private static View view(Content content, PrivateKey own) {
    return new View(Objects.requireNonNull(content.newest()), own, new PublicKeys(content.keys()));
  }

  private Content readAll() throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Content.NOTHING;
    }
    try {
      return SigningKeyFile.read(file);
    } catch (NoSuchFileException e) {
      return Content.NOTHING;
    }
  }

  private Object stamp() throws IOException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (NoSuchFileException e) {
      return "no file";
    }
  }

  private Path lockFile() {
    return folder.resolve("signing-keys.lock");
  }

  private static <T> T unchecked(PrivateFiles.Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
