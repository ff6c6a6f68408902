package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the trail of a server goes: its last block. As text it is {@code SERVER DAY NUMBER
 * DIGEST}; written down elsewhere, it proves later that nothing up to it was taken away.
 */
public record AuditHead(String server, LocalDate day, long number, String digest) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{16}) (\\d{4}-\\d\\d-\\d\\d) (\\d{1,18}) ([0-9a-f]{64})");

  static AuditHead of(AuditBlock block) {
    return new AuditHead(block.server(), block.day(), block.number(), block.digest());
  }

  public static Optional<AuditHead> parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    try {
      return parts.matches()
          ? Optional.of(
              new AuditHead(
                  parts.group(1),
                  LocalDate.parse(parts.group(2)),
                  Long.parseLong(parts.group(3)),
                  parts.group(4)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public String text() {
    return "%s %s %d %s".formatted(server, day, number, digest);
  }

  byte[] bytes() {
    return text().getBytes(US_ASCII);
  }
}
