package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;

/** Whatever comes as a batch, it is answered, or refused with a reason of the caller's. */
final class MultipartBatchFuzz {
  private static final BatchService SERVICE = new BatchService(() -> new UUID(0, 7));

  /** As it is, and with the line ends that a batch has and a fuzzer seldom finds. */
  @FuzzTest(maxDuration = "5s")
  void batchesAreAnsweredOrRefused(byte[] input) throws IOException {
    send(input);
    send(new String(input, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  private static void send(byte[] body) throws IOException {
    try {
      SERVICE
          .answer(
              "http://here",
              "/api/data/v9.2/",
              name -> name.equals("Content-Type") ? "multipart/mixed;boundary=b" : null,
              new ByteArrayInputStream(body),
              new EchoHandler())
          .body()
          .writeTo(new ByteArrayOutputStream());
    } catch (ODataException e) {
      if (e.error().status() != 400) {
        throw e;
      }
    }
  }
}
