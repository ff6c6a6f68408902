package dev.touchstone.odata.soap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes the answer of an action in JSON, and passes the text of {@code Data} on as text of XML,
 * while it comes: an answer may be larger than memory. The text stays the very same. Not
 * thread-safe.
 */
final class ActionText extends OutputStream {
  private static final byte[] BEGIN = "\"Data\":\"".getBytes(US_ASCII);
  private static final byte[] NULL_TOKEN = ",\"NextSkipToken\":null}".getBytes(US_ASCII);
  private static final String TOKEN = ",\"NextSkipToken\":\"";
  private static final int BUFFER_BYTES = 8 * 1024;

  private enum State {
    BEFORE,
    TEXT,
    ESCAPE,
    BEHIND
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES + 16];
  private final ByteArrayOutputStream behind = new ByteArrayOutputStream();
  private State state = State.BEFORE;
  private int length;
  private int matched;

  /** How many bytes of a character that XML may not have are held back. */
  private int held;

  ActionText(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i]);
      if (length >= BUFFER_BYTES) {
        send();
      }
    }
    send();
  }

  private void send() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  private void take(byte b) throws IOException {
    switch (state) {
      case BEFORE -> before(b);
      case TEXT -> {
        switch (b) {
          case '"' -> state = State.BEHIND;
          case '\\' -> state = State.ESCAPE;
          default -> text(b);
        }
      }
      case ESCAPE -> {
        escaped(b);
        state = State.TEXT;
      }
      case BEHIND -> behind.write(b);
    }
  }

  private void before(byte b) {
    if (b == BEGIN[matched]) {
      matched++;
    } else {
      matched = b == BEGIN[0] ? 1 : 0;
    }
    if (matched == BEGIN.length) {
      state = State.TEXT;
    }
  }

  /**
   * Data is JSON itself, without white space, so its control characters are escaped before it is
   * text of the answer; what is escaped a second time are quotes and backslashes.
   */
  private void escaped(byte b) throws IOException {
    if (b != '"' && b != '\\' && b != '/') {
      throw new IOException("an escape that answers do not have");
    }
    text(b);
  }

  /** XML may not have U+FFFE and U+FFFF, in UTF-8 EF BF BE and EF BF BF: JSON escapes them. */
  private void text(byte b) {
    if (held == 2) {
      held = 0;
      if (b == (byte) 0xBE || b == (byte) 0xBF) {
        put(b == (byte) 0xBE ? "\\ufffe" : "\\uffff");
        return;
      }
      put((byte) 0xEF);
      put((byte) 0xBF);
    } else if (held == 1) {
      held = 0;
      if (b == (byte) 0xBF) {
        held = 2;
        return;
      }
      put((byte) 0xEF);
    }
    switch (b) {
      case '&' -> put("&amp;");
      case '<' -> put("&lt;");
      case '>' -> put("&gt;");
      case (byte) 0xEF -> held = 1;
      default -> put(b);
    }
  }

  private void put(byte b) {
    buffer[length++] = b;
  }

  private void put(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      put((byte) ascii.charAt(i));
    }
  }

  /**
   * The token that stands behind the text; empty for none.
   *
   * @throws IOException if the answer was not a whole one
   */
  String nextSkipToken() throws IOException {
    byte[] rest = behind.toByteArray();
    String text = new String(rest, UTF_8);
    if (Arrays.equals(rest, NULL_TOKEN)) {
      return "";
    }
    if (!text.startsWith(TOKEN) || !text.endsWith("\"}")) {
      throw new IOException("an answer of another form");
    }
    return text.substring(TOKEN.length(), text.length() - 2);
  }
}
