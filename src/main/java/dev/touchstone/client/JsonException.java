package dev.touchstone.client;

/**
 * A text is not the JSON it should be. The message says where and what is wrong, and never repeats
 * the text, which may be personal data.
 */
final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
