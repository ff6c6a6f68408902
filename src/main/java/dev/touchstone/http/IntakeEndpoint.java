package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.ingest.Compression;
import dev.touchstone.ingest.ImportCounts;
import dev.touchstone.ingest.Intake;
import dev.touchstone.ingest.IntakeEnd;
import dev.touchstone.ingest.IntakeReport;
import dev.touchstone.ingest.RowFormat;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.store.FailureLog;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.telemetry.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rows: {@code POST /v1/interactions}. So many requests at a time as it is told, others are
 * asked to come again. Thread-safe.
 */
public final class IntakeEndpoint {
  static final String PATH = "/v1/interactions";

  private static final Logger LOG = LoggerFactory.getLogger(IntakeEndpoint.class);

  private final Intake intake;
  private final Semaphore places;
  private final Metrics metrics;

  /**
   * @param maxRequests how many requests may bring rows at one moment
   */
  public IntakeEndpoint(Intake intake, int maxRequests, Metrics metrics) {
    this.intake = intake;
    this.places = new Semaphore(maxRequests);
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(new Route(PATH, Set.of("POST"), Permission.WRITE, this::answer));
  }

  private Answer answer(Exchange exchange) {
    Optional<RowFormat> format = BodyForm.format(exchange.header("Content-Type"));
    if (format.isEmpty()) {
      return BodyForm.formatRefused(exchange.header("Content-Type")).answer();
    }
    Optional<Compression> compression = BodyForm.compression(exchange.header("Content-Encoding"));
    if (compression.isEmpty()) {
      return BodyForm.compressionRefused(exchange.header("Content-Encoding")).answer();
    }
    long maxBytes = intake.limits().maxBytes();
    if (exchange.length() > maxBytes) {
      return ODataError.bodyTooLarge(maxBytes).answer();
    }
    if (!places.tryAcquire()) {
      return ODataError.busy("As many requests bring rows already as may do so at a time.")
          .answer();
    }
    metrics.intakeBegan();
    try {
      IntakeReport report = intake.run(exchange.body(), format.get(), compression.get());
      observe(report, source(format.get()));
      return IntakeAnswer.of(report);
    } finally {
      metrics.intakeEnded();
      places.release();
    }
  }

  private static String source(RowFormat format) {
    return switch (format) {
      case NDJSON -> "http-ndjson";
      case JSON_ARRAY -> "http-json";
    };
  }

  private void observe(IntakeReport report, String source) {
    ImportCounts counts = report.counts();
    for (Verdict verdict : Verdict.values()) {
      metrics.rows(source, verdict, counts.count(verdict));
    }
    metrics.rejected(source, counts.rejected());
    metrics.bytes(source, report.bytes().sent(), report.bytes().unpacked());
    if (report.end() instanceof IntakeEnd.StoreFailed(StoreException failure)) {
      FailureLog.log(LOG, "the store took only a part of some rows", failure);
    }
  }
}
