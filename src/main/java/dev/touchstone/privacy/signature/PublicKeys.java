package dev.touchstone.privacy.signature;

import dev.touchstone.config.Pem;
import dev.touchstone.interaction.InvalidValueException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys that verify, the newest first; those that sign no more are kept, for what they signed lasts.
 *
 * <p>As text it is PEM (RFC 7468): a block for each key, and a line before it that says which one
 * it is. The public key alone, as other tools write it, is read too.
 */
public record PublicKeys(List<VerifyingKey> keys) {
  /** More than a key a day for ten years. */
  static final int MAX_KEYS = 4_000;

  static final String LABEL = "PUBLIC KEY";

  private static final Pattern KEY =
      Pattern.compile("key (" + KeyId.FORM + ")(?:, made (\\S+?))?(?:, retired (\\S+))?");

  public PublicKeys {
    keys = List.copyOf(keys);
  }

  /** What a look at a signature found. */
  public enum Check {
    /** A key of these made it, over these bytes. */
    VALID,
    /** The key that it names is none of these. */
    UNKNOWN_KEY,
    /** It was not made by the key that it names, or not over these bytes. */
    WRONG
  }

  /**
   * Reads keys.
   *
   * @throws InvalidValueException if there is none, or one that cannot be used
   */
  public static PublicKeys parse(String text) {
    List<VerifyingKey> keys = new ArrayList<>();
    Matcher line = KEY.matcher("");
    StringBuilder block = new StringBuilder();
    Optional<Matcher> said = Optional.empty();
    for (String each : text.lines().toList()) {
      if (each.startsWith("key ")) {
        said = Optional.of(line.reset(each));
        block.setLength(0);
      }
      block.append(each).append('\n');
      if (each.startsWith("-----END " + LABEL)) {
        keys.add(key(block.toString(), said.orElse(null)));
        said = Optional.empty();
        block.setLength(0);
      }
      if (keys.size() > MAX_KEYS) {
        throw new InvalidValueException("more keys", "at most " + MAX_KEYS + " keys");
      }
    }
    if (keys.isEmpty()) {
      throw new InvalidValueException(
          "a text without a public key", "Ed25519 public keys in PEM form");
    }
    return new PublicKeys(keys);
  }

  private static VerifyingKey key(String block, @Nullable Matcher said) {
    try {
      byte[] der = Pem.parse(block).getLast().bytes();
      if (said == null) {
        return VerifyingKey.of(Ed25519.publicKey(der), null, null);
      }
      if (!said.matches()) {
        throw new InvalidValueException("the line before a key", "a line as it was written");
      }
      VerifyingKey key =
          VerifyingKey.of(Ed25519.publicKey(der), time(said.group(2)), time(said.group(3)));
      if (!key.id().equals(said.group(1))) {
        throw new InvalidValueException(said.group(1), "the id of the key below it, " + key.id());
      }
      return key;
    } catch (InvalidValueException e) {
      throw e;
    } catch (GeneralSecurityException | IllegalArgumentException | DateTimeException e) {
      throw new InvalidValueException(
          "a block that is no such key", "Ed25519 public keys in PEM form");
    }
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  /** The text that {@link #parse} reads. */
  public String toPem() {
    StringBuilder text = new StringBuilder();
    keys.forEach(key -> append(text, key));
    return text.toString();
  }

  static void append(StringBuilder text, VerifyingKey key) {
    text.append("key ").append(key.id());
    if (key.made() != null) {
      text.append(", made ").append(key.made());
    }
    if (key.retired() != null) {
      text.append(", retired ").append(key.retired());
    }
    text.append('\n').append(Pem.encode(LABEL, key.key().getEncoded()));
  }

  /** Whether one of these keys made a signature over these bytes. */
  public Check verify(byte[] message, Signature signature) {
    return find(signature.keyId())
        .map(key -> key.verify(message, signature) ? Check.VALID : Check.WRONG)
        .orElse(Check.UNKNOWN_KEY);
  }

  /** The key of an id. */
  public Optional<VerifyingKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
