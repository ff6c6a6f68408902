package dev.touchstone.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259, nothing beyond it) from left to right. A name that stands twice in
 * one object is refused. Every method throws {@link JsonException} where the text is something else
 * than was asked for. Not thread-safe.
 */
final class JsonReader {
  static final int MAX_DEPTH = 32;
  static final int MAX_NUMBER_LENGTH = 1_000;

  private static final char END = '\0';

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  /** Reads UTF-8; bytes that are not well-formed are refused, not replaced. */
  static JsonReader of(byte[] utf8) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return new JsonReader(decoder.decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new JsonException("the text is not UTF-8");
    }
  }

  /** Reads an object; the consumer is given each name and reads the value that follows it. */
  void object(Consumer<String> member) {
    enter('{');
    if (!accept('}')) {
      Set<String> names = new HashSet<>();
      do {
        String name = string();
        if (!names.add(name)) {
          throw expected("another name: this one stands twice in its object");
        }
        expect(':');
        member.accept(name);
      } while (accept(','));
      expect('}');
    }
    depth--;
  }

  /** Reads an array; the element is run before each value and reads it. */
  void array(Runnable element) {
    enter('[');
    if (!accept(']')) {
      do {
        element.run();
      } while (accept(','));
      expect(']');
    }
    depth--;
  }

  /** Reads a string. */
  String string() {
    expect('"');
    StringBuilder unescaped = null;
    int start = at;
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw expected("a character that may stand in a string unescaped");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, start, at - 1).append(escaped());
        start = at;
      }
    }
    return unescaped == null
        ? text.substring(start, at - 1)
        : unescaped.append(text, start, at - 1).toString();
  }

  /** Reads a string, or null. */
  @Nullable String stringOrNull() {
    if (peek() == 'n') {
      literal("null");
      return null;
    }
    return string();
  }

  /**
   * Reads any value as text: a string's characters; a number, {@code true}, {@code false}, an
   * object or an array as it is written; null as null.
   */
  @Nullable String text() {
    int start = start();
    if (current() == '"' || current() == 'n') {
      return stringOrNull();
    }
    skip();
    return since(start);
  }

  /** Reads any value and forgets it. */
  void skip() {
    switch (peek()) {
      case '{' -> object(name -> skip());
      case '[' -> array(this::skip);
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  /** Checks that nothing but white space follows. */
  void end() {
    if (peek() != END || at < text.length()) {
      throw expected("the end");
    }
  }

  /** Where the next value begins. */
  int start() {
    peek();
    return at;
  }

  /** What was read since an earlier {@link #start}, as it is written. */
  String since(int start) {
    return text.substring(start, at);
  }

  private void enter(char bracket) {
    expect(bracket);
    if (++depth > MAX_DEPTH) {
      throw expected("at most " + MAX_DEPTH + " levels of objects and arrays");
    }
  }

  private void number() {
    int start = at;
    skipIf('-');
    if (!skipIf('0')) {
      digits();
    }
    if (skipIf('.')) {
      digits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('+')) {
        skipIf('-');
      }
      digits();
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw expected("a number of at most " + MAX_NUMBER_LENGTH + " characters");
    }
  }

  private void digits() {
    int start = at;
    while (current() >= '0' && current() <= '9') {
      at++;
    }
    if (at == start) {
      throw expected("a value");
    }
  }

  private void literal(String word) {
    if (!text.startsWith(word, at)) {
      throw expected("a value");
    }
    at += word.length();
  }

  private char escaped() {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
      default -> throw expected("an escape of JSON");
    };
  }

  private int hex() {
    char c = next();
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw expected("a hexadecimal digit");
    }
    return digit;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw expected("'" + c + "'");
    }
  }

  private boolean accept(char c) {
    peek();
    return skipIf(c);
  }

  private boolean skipIf(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /** The character that begins the next token. */
  private char peek() {
    while (current() == ' ' || current() == '\n' || current() == '\r' || current() == '\t') {
      at++;
    }
    return current();
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private char next() {
    if (at == text.length()) {
      throw expected("more text");
    }
    return text.charAt(at++);
  }

  private JsonException expected(String what) {
    return new JsonException("at character " + at + " is expected " + what);
  }
}
