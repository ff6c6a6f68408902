package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.signature.Signature;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events that were written together. Its text says whose it is, the how manieth, and the digest of
 * the one before it; the last line is a signature over all lines before.
 */
public final class AuditBlock {
  /** What stands for the digest before the first block. */
  static final String NONE = "none";

  private static final String FIRST_LINE = "touchstone audit, format 1\n";
  private static final Pattern HEAD =
      Pattern.compile(
          Pattern.quote(FIRST_LINE)
              + "server ([0-9a-f]{16})\nday (\\d{4}-\\d\\d-\\d\\d)\nblock (\\d{1,18})\n"
              + "before ([0-9a-f]{64}|none)\n");
  private static final Pattern LAST_LINE =
      Pattern.compile("signed ([0-9a-f]{32}) ([A-Za-z0-9+/=]{88})\n");

  private final String server;
  private final LocalDate day;
  private final long number;
  private final String before;
  private final List<AuditEvent> events;
  private final Signature signature;
  private final byte[] text;
  private final int signed;

  private AuditBlock(byte[] text, Matcher head, List<AuditEvent> events, int signed, Matcher last) {
    this.text = text;
    this.server = head.group(1);
    this.day = LocalDate.parse(head.group(2));
    this.number = Long.parseLong(head.group(3));
    this.before = head.group(4);
    this.events = List.copyOf(events);
    this.signed = signed;
    this.signature = Signature.parse(last.group(1), last.group(2));
  }

  /**
   * The text of a new block.
   *
   * @param lines of its events
   * @param before the digest of the block before it, or {@link #NONE}
   */
  static byte[] encode(
      String server,
      LocalDate day,
      long number,
      String before,
      List<String> lines,
      Function<byte[], Signature> sign) {
    StringBuilder text = new StringBuilder(FIRST_LINE);
    text.append("server ").append(server);
    text.append("\nday ").append(day);
    text.append("\nblock ").append(number);
    text.append("\nbefore ").append(before).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    Signature signature = sign.apply(text.toString().getBytes(UTF_8));
    text.append("signed ").append(signature.keyId()).append(' ');
    return text.append(signature.text()).append('\n').toString().getBytes(UTF_8);
  }

  /**
   * Reads the text of a block.
   *
   * @throws InvalidValueException if it is none; the message does not repeat it
   */
  public static AuditBlock decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Matcher head = HEAD.matcher(text);
    int end = text.lastIndexOf("signed ");
    Matcher last = LAST_LINE.matcher(end < 0 ? "" : text.substring(end));
    if (!head.lookingAt() || !last.matches() || head.end() > end) {
      throw new InvalidValueException("a text", "a block of an audit trail");
    }
    try {
      List<AuditEvent> events = new ArrayList<>();
      text.substring(head.end(), end).lines().forEach(line -> events.add(EventJson.decode(line)));
      int signed = text.substring(0, end).getBytes(UTF_8).length;
      return new AuditBlock(bytes.clone(), head, events, signed, last);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new InvalidValueException("a block", "one with events in JSON, as they were written");
    }
  }

  /** Which server wrote it: 16 hex digits. */
  public String server() {
    return server;
  }

  public LocalDate day() {
    return day;
  }

  /** Its place among the blocks of its server, from 0. */
  public long number() {
    return number;
  }

  /** The digest of the block before it. */
  String before() {
    return before;
  }

  public List<AuditEvent> events() {
    return events;
  }

  Signature signature() {
    return signature;
  }

  byte[] signedText() {
    return Arrays.copyOf(text, signed);
  }

  /** The whole text. */
  public byte[] text() {
    return text.clone();
  }

  /** The digest by which the next block names it: SHA-256, 64 hex digits. */
  String digest() {
    return digest(text);
  }

  static String digest(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "block %d of server %s".formatted(number, server);
  }
}
