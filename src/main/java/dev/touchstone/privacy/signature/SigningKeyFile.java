package dev.touchstone.privacy.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import dev.touchstone.config.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of the keys of a data folder: a line that names the format, then as {@link PublicKeys}
 * writes it, then the private key of the first, if it is kept here. It is only ever replaced as a
 * whole.
 */
final class SigningKeyFile {
  private static final String FORMAT = "touchstone-signing-keys-1";
  private static final String LABEL = "PRIVATE KEY";

  private SigningKeyFile() {}

  /**
   * What the file holds.
   *
   * @param own the private key of the newest of them; null where it is kept elsewhere
   */
  record Content(List<VerifyingKey> keys, @Nullable PrivateKey own) {
    static final Content NOTHING = new Content(List.of(), null);

    Content {
      keys = List.copyOf(keys);
    }

    /** The newest, if it signs. */
    @Nullable VerifyingKey newest() {
      return keys.isEmpty() || keys.getFirst().retired() != null ? null : keys.getFirst();
    }

    @Override
    public String toString() {
      return keys.toString();
    }
  }

  /**
   * Reads the file.
   *
   * @throws ConfigException if it is open to others, or damaged, or of another format
   */
  static Content read(Path file) throws IOException {
    PrivateFiles.requirePrivate(file);
    if (Files.size(file) > Pem.MAX_BYTES) {
      throw new ConfigException(file + " is larger than " + Pem.MAX_BYTES + " bytes", null);
    }
    String text = new String(Files.readAllBytes(file), US_ASCII);
    try {
      return parse(text);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the key.
      throw new ConfigException("%s is not of the format %s".formatted(file, FORMAT), null);
    }
  }

  private static Content parse(String text) throws GeneralSecurityException {
    if (!text.startsWith(FORMAT + "\n")) {
      throw new GeneralSecurityException("another format");
    }
    List<VerifyingKey> keys = PublicKeys.parse(text).keys();
    List<Pem> own = Pem.parse(text).stream().filter(it -> it.label().equals(LABEL)).toList();
    if (own.isEmpty()) {
      return new Content(keys, null);
    }
    KeyPair pair = Ed25519.keyPair(own.getFirst().bytes());
    if (own.size() > 1 || !KeyId.of(pair.getPublic()).equals(keys.getFirst().id())) {
      throw new GeneralSecurityException("the private key is not the newest key's");
    }
    return new Content(keys, pair.getPrivate());
  }

  static void write(Path file, Content content) throws IOException {
    StringBuilder text = new StringBuilder(FORMAT).append("\n\n");
    content.keys().forEach(key -> PublicKeys.append(text, key));
    if (content.own() != null) {
      text.append(Pem.encode(LABEL, content.own().getEncoded()));
    }
    if (text.length() > Pem.MAX_BYTES || content.keys().size() > PublicKeys.MAX_KEYS) {
      throw new ConfigException(
          file + " holds " + content.keys().size() + " keys and can hold no more", null);
    }
    PrivateFiles.replace(file, text.toString().getBytes(US_ASCII));
  }

  /** What the file becomes when a key takes over: those before it retire. */
  static Content after(Content before, VerifyingKey next, @Nullable PrivateKey own) {
    List<VerifyingKey> keys = new ArrayList<>();
    keys.add(next);
    before.keys().stream()
        .filter(key -> !key.id().equals(next.id()))
        .map(key -> next.made() == null ? key : key.retiredAt(next.made()))
        .forEach(keys::add);
    return new Content(keys, own);
  }
}
