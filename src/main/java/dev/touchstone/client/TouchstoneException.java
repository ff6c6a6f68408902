package dev.touchstone.client;

import org.jspecify.annotations.Nullable;

/**
 * The server refused a call, or gave no answer that could be read to its end. A call that throws
 * has given no rows, never a part of them.
 *
 * <p>The message has the server's own sentence where it sent one; it may repeat a value that was
 * sent. Nothing else here names a contact, and nothing ever names the credentials.
 */
public final class TouchstoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The {@link #status} where no whole answer came. */
  public static final int NO_ANSWER = 0;

  private final int status;
  private final @Nullable String code;
  private final @Nullable String requestId;
  private final boolean retryable;

  private TouchstoneException(
      int status,
      @Nullable String code,
      String sentence,
      @Nullable String requestId,
      boolean retryable,
      @Nullable Throwable cause) {
    super(message(status, code, sentence, requestId), cause);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.retryable = retryable;
  }

  /** The server answered with an error. */
  static TouchstoneException refused(Answer answer, @Nullable String code, String sentence) {
    return new TouchstoneException(
        answer.status(), code, sentence, answer.requestId(), answer.isTransient(), null);
  }

  /** The server answered with something that is not an answer of this action. */
  static TouchstoneException unreadable(Answer answer, RuntimeException cause) {
    return new TouchstoneException(
        answer.status(),
        null,
        "the answer cannot be read: " + cause.getMessage(),
        answer.requestId(),
        false,
        cause);
  }

  /** No whole answer came, or none that could be received. */
  static TouchstoneException noAnswer(String sentence, boolean retryable, Throwable cause) {
    return new TouchstoneException(NO_ANSWER, null, sentence, null, retryable, cause);
  }

  /** The server sends the same page again and again. */
  static TouchstoneException endless() {
    String sentence = "the server answers with the token it was sent, so its pages would never end";
    return new TouchstoneException(200, null, sentence, null, false, null);
  }

  /** The HTTP status, or {@link #NO_ANSWER}. */
  public int status() {
    return status;
  }

  /** The server's code of the error, like {@code 0x80040203}, or null if it sent none. */
  public @Nullable String code() {
    return code;
  }

  /** What the server calls this request in its log, or null if it did not say. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Whether the same call may succeed later. If not, the call or the configuration is wrong. */
  public boolean isRetryable() {
    return retryable;
  }

  /** Status and code first, the server's sentence, and what the server calls the request. */
  private static String message(
      int status, @Nullable String code, String sentence, @Nullable String requestId) {
    StringBuilder message = new StringBuilder();
    if (status != NO_ANSWER) {
      message.append("HTTP ").append(status);
      message.append(code == null ? "" : " " + code).append(": ");
    }
    message.append(sentence);
    return message.append(requestId == null ? "" : " (request " + requestId + ")").toString();
  }
}
