package dev.touchstone.odata.batch;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Headers;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.Preferences;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Answers batches. A batch is read whole and checked before its first request is answered; answers
 * are written one after the other and not held. Thread-safe.
 */
public final class BatchService {
  private final Supplier<UUID> ids;

  /**
   * @param ids names the boundaries of answers; random, so that no answer can hold them
   */
  public BatchService(Supplier<UUID> ids) {
    this.ids = ids;
  }

  /**
   * Reads a batch, and answers it when the body of the answer is written.
   *
   * @param organization scheme and authority under which the caller knows this server
   * @param root the path of the service with its last slash
   * @param handler answers the requests, on the thread that writes
   * @throws dev.touchstone.odata.ODataException if it is no batch: 400, 413 or 415
   * @throws IOException if it cannot be read
   */
  public Answer answer(
      String organization, String root, Headers headers, InputStream body, PartHandler handler)
      throws IOException {
    String given = headers.get("Content-Type");
    String type = given == null ? "" : given;
    BatchAddress address = new BatchAddress(organization, root);
    boolean goOn = Preferences.of(headers).continueOnError();
    if (Multipart.isMultipart(type)) {
      String asked = Multipart.boundary(type);
      MultipartBatch batch = MultipartParser.parse(read(body), asked, address);
      String boundary = "batchresponse_" + ids.get();
      return new Answer(
          200,
          headers("multipart/mixed; boundary=" + boundary, goOn),
          out -> new MultipartWriter(out, handler, ids, goOn).write(batch, boundary));
    }
    if (type.toLowerCase(Locale.ROOT).strip().startsWith("application/json")) {
      JsonBatch batch = JsonBatchParser.parse(read(body), address);
      return new Answer(
          200,
          headers("application/json", goOn),
          out -> new JsonBatchWriter(out, handler, goOn).write(batch));
    }
    throw ODataError.http(
            415,
            "The Content-Type '%s' is not supported for a batch; supported are multipart/mixed and application/json."
                .formatted(BatchError.shown(type)))
        .exception();
  }

  private static Map<String, String> headers(String type, boolean continueOnError) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    headers.put("OData-Version", "4.0");
    if (continueOnError) {
      headers.put("Preference-Applied", Preferences.appliedContinueOnError());
    }
    return headers;
  }

  private static byte[] read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BatchLimits.MAX_BYTES);
    if (bytes.length == BatchLimits.MAX_BYTES && body.read() >= 0) {
      throw ODataError.bodyTooLarge(BatchLimits.MAX_BYTES).exception();
    }
    return bytes;
  }
}
