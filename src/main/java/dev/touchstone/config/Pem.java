package dev.touchstone.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468): a label and what it labels.
 *
 * @param label such as {@code CERTIFICATE}
 * @param text what stands between the two lines
 */
public record Pem(String label, String text) {
  /** The longest file that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

  /**
   * The blocks of a file, in order; what stands around them is no matter.
   *
   * @throws ConfigException if the file cannot be read or is too large
   */
  public static List<Pem> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than " + MAX_BYTES + " bytes", null);
      }
      return parse(new String(Files.readAllBytes(file), US_ASCII));
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read: " + e, e);
    }
  }

  /** The blocks of a text, likewise. */
  public static List<Pem> parse(String text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher begin = BEGIN.matcher(text);
    for (int at = 0; begin.find(at); ) {
      int end = text.indexOf("-----END " + begin.group(1) + "-----", begin.end());
      if (end < 0) {
        break;
      }
      blocks.add(new Pem(begin.group(1), text.substring(begin.end(), end)));
      at = end;
    }
    return blocks;
  }

  /** The block that labels bytes, in lines of 64 characters. */
  public static String encode(String label, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(bytes), label);
  }

  /**
   * The bytes that the text encodes.
   *
   * @throws IllegalArgumentException if it is not Base64
   */
  public byte[] bytes() {
    return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
  }

  @Override
  public String toString() {
    return label;
  }
}
