package dev.touchstone.odata.batch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;

/** Whatever comes as a batch, it is answered, or refused with a reason of the caller's. */
final class JsonBatchFuzz {
  private static final BatchService SERVICE = new BatchService(() -> new UUID(0, 7));

  @FuzzTest(maxDuration = "5s")
  void batchesAreAnsweredOrRefused(byte[] input) throws IOException {
    try {
      SERVICE
          .answer(
              "http://here",
              "/api/data/v9.2/",
              name -> name.equals("Content-Type") ? "application/json" : null,
              new ByteArrayInputStream(input),
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
