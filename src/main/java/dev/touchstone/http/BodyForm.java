package dev.touchstone.http;

import dev.touchstone.ingest.Compression;
import dev.touchstone.ingest.RowFormat;
import dev.touchstone.odata.ODataError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What senders of rows say about the form of their body. All methods are pure. */
final class BodyForm {
  /** There is no registered media type for JSON lines; these are what senders use. */
  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl",
          "application/jsonlines",
          "application/x-jsonlines",
          "application/json-lines",
          "application/x-json-stream");

  private static final String ARRAY = "application/json";

  private BodyForm() {}

  /** Empty if it is none that is read. */
  static Optional<RowFormat> format(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    List<String> parts =
        Arrays.stream(contentType.toLowerCase(Locale.ROOT).split(";", -1))
            .map(part -> part.replace("\"", "").strip())
            .toList();
    boolean utf8 =
        parts.stream()
            .filter(part -> part.startsWith("charset="))
            .allMatch(part -> part.equals("charset=utf-8"));
    if (!utf8) {
      return Optional.empty();
    }
    if (parts.getFirst().equals(ARRAY)) {
      return Optional.of(RowFormat.JSON_ARRAY);
    }
    return LINES.contains(parts.getFirst()) ? Optional.of(RowFormat.NDJSON) : Optional.empty();
  }

  static ODataError formatRefused(@Nullable String contentType) {
    return ODataError.http(
        415,
        "The Content-Type '%s' is not supported; supported are application/x-ndjson, one JSON"
                .formatted(shown(contentType))
            + " object a line, and application/json, an array of them; both in UTF-8.");
  }

  /** Empty if it is none that is unpacked. */
  static Optional<Compression> compression(@Nullable String contentEncoding) {
    if (contentEncoding == null) {
      return Optional.of(Compression.NONE);
    }
    return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(Compression.NONE);
      case "gzip", "x-gzip" -> Optional.of(Compression.GZIP);
      case "zstd" -> Optional.of(Compression.ZSTD);
      default -> Optional.empty();
    };
  }

  static ODataError compressionRefused(@Nullable String contentEncoding) {
    ODataError error =
        ODataError.http(
            415,
            "The Content-Encoding '%s' is not supported; supported are gzip, zstd and identity."
                .formatted(shown(contentEncoding)));
    return new ODataError(
        error.status(), error.code(), error.message(), Map.of("Accept-Encoding", "gzip, zstd"));
  }

  private static String shown(@Nullable String header) {
    String text = String.valueOf(header);
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
