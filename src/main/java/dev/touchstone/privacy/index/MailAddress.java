package dev.touchstone.privacy.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail address in the one spelling under which it is looked up: without white space around it, in
 * Unicode's form NFC, in lower case on both sides of the last {@code @}, the domain as DNS spells
 * it ({@code münchen.example} is {@code xn--mnchen-3ya.example}), without a dot at its end.
 *
 * <p>A server may tell letters apart by case in front of the {@code @} (RFC 5321, 2.4); hardly one
 * does, and people spell their own address in any case. Nothing else is folded: {@code a.b} and
 * {@code ab}, or {@code a+x} and {@code a}, are two addresses, as they are for most servers.
 */
public final class MailAddress {
  /** The most bytes of UTF-8 in that spelling: what a path takes (RFC 5321, 4.5.3.1.3). */
  public static final int MAX_BYTES = 254;

  /** The column that holds the address of a row's contact, in every type that has it. */
  static final String COLUMN = "EmailAddressUsed";

  private static final String ACCEPTED =
      "a mail address such as name@example.org, of at most %d bytes of UTF-8".formatted(MAX_BYTES);

  private final String value;

  private MailAddress(String value) {
    this.value = value;
  }

  /**
   * Reads an address that somebody asks for.
   *
   * @throws InvalidValueException if it is none
   */
  public static MailAddress parse(String text) {
    return of(text).orElseThrow(() -> new InvalidValueException(text, ACCEPTED));
  }

  /** The address that a text is; empty if it is none. */
  static Optional<MailAddress> of(String text) {
    String folded = lower(Normalizer.normalize(text.strip(), Normalizer.Form.NFC));
    int at = folded.lastIndexOf('@');
    if (at < 1 || folded.chars().anyMatch(MailAddress::isForbidden)) {
      return Optional.empty();
    }
    String domain = domain(folded.substring(at + 1));
    String value = folded.substring(0, at + 1) + domain;
    return domain.isEmpty()
            || value.length() > MAX_BYTES
            || value.getBytes(UTF_8).length > MAX_BYTES
        ? Optional.empty()
        : Optional.of(new MailAddress(value));
  }

  /** The address of a row's contact; empty if the row has none. */
  static Optional<MailAddress> of(Interaction row) {
    @Nullable String text = row.fields().get(COLUMN);
    return text == null ? Optional.empty() : of(text);
  }

  private static boolean isForbidden(int c) {
    return c <= ' ' || c == 0x7f;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** What DNS cannot spell stays as it is: the address is found as it was written. */
  private static String domain(String text) {
    String domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return domain;
    }
    try {
      return lower(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED));
    } catch (IllegalArgumentException e) {
      return domain;
    }
  }

  /** The address, in that spelling. */
  public String value() {
    return value;
  }

  byte[] bytes() {
    return value.getBytes(UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MailAddress address && value.equals(address.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Without the address, which is personal data. */
  @Override
  public String toString() {
    return "MailAddress[%d characters]".formatted(value.length());
  }
}
