package dev.touchstone.bench.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static final String COUNTED = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n[12]";
  private static final String EMPTY = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n0]\r\n0\r\n\r\n";
  private static final String NO_CHUNK =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {COUNTED, EMPTY, CHUNKED, NO_CHUNK})
  void anAnswerEndsWithItsLastByte(String answer) {
    AnswerReader reader = new AnswerReader();
    for (int twice = 0; twice < 2; twice++) {
      byte[] bytes = answer.getBytes(ISO_8859_1);
      for (int i = 0; i < bytes.length; i++) {
        boolean ended = reader.take(ByteBuffer.wrap(bytes, i, 1));
        assertThat(ended).as("byte %d of %s", i, answer).isEqualTo(i == bytes.length - 1);
      }
      assertThat(reader.take(ByteBuffer.wrap(bytes))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
      })
  void whatIsNoAnswerIsToldAtOnce(String answer) {
    assertThatThrownBy(() -> new AnswerReader().take(ByteBuffer.wrap(answer.getBytes(ISO_8859_1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("answer");
  }

  @Test
  void anEndlessHeadIsRefused() {
    byte[] bytes = ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000)).getBytes(ISO_8859_1);
    assertThatThrownBy(() -> new AnswerReader().take(ByteBuffer.wrap(bytes)))
        .hasMessage("an answer with too long a head");
  }
}
