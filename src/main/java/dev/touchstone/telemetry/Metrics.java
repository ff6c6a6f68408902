package dev.touchstone.telemetry;

import dev.touchstone.store.Verdict;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The metrics of one process. Thread-safe. */
public final class Metrics {
  /** The media type of what {@link #write} writes. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter rows =
      Counter.builder()
          .name("touchstone_intake_rows_total")
          .help("Rows that came in, by how they came and what became of them")
          .labelNames("source", "verdict")
          .register(registry);

  private final Counter bytes =
      Counter.builder()
          .name("touchstone_intake_bytes_total")
          .help("Bytes that came in, as they were sent and unpacked")
          .labelNames("source", "form")
          .register(registry);

  private final Gauge intakes =
      Gauge.builder()
          .name("touchstone_intake_requests")
          .help("Requests that bring rows and are under way")
          .register(registry);

  private final Counter committedRows =
      Counter.builder()
          .name("touchstone_store_committed_rows_total")
          .help("Rows that were written and synced")
          .register(registry);

  private final Counter expiredRows =
      Counter.builder()
          .name("touchstone_store_expired_rows_total")
          .help("Rows that were removed because they are older than rows of their type are kept")
          .register(registry);

  private final Counter expiredRecords =
      Counter.builder()
          .name("touchstone_privacy_expired_records_total")
          .help("Closed requests and notes of copies that were removed because they are too old")
          .labelNames("kind")
          .register(registry);

  private final Histogram commits =
      histogram("touchstone_store_commit_seconds", "Writing and syncing one group of rows")
          .register(registry);

  private final Histogram requests =
      histogram("touchstone_http_request_seconds", "Requests, from their first byte to the last")
          .labelNames("route", "status")
          .register(registry);

  private final Histogram statements =
      histogram("touchstone_cassandra_statement_seconds", "Statements sent to Apache Cassandra")
          .labelNames("statement", "outcome")
          .register(registry);

  private static Histogram.Builder histogram(String name, String help) {
    return Histogram.builder().name(name).help(help).classicOnly().classicUpperBounds(SECONDS);
  }

  /** Rows were stored or met again. */
  public void rows(String source, Verdict verdict, long count) {
    rows.labelValues(source, verdict.name().toLowerCase(Locale.ROOT)).inc(count);
  }

  /** Rows were rejected. */
  public void rejected(String source, long count) {
    rows.labelValues(source, "rejected").inc(count);
  }

  /** Bytes came in. */
  public void bytes(String source, long sent, long unpacked) {
    bytes.labelValues(source, "sent").inc(sent);
    bytes.labelValues(source, "unpacked").inc(unpacked);
  }

  /** A request that brings rows began. */
  public void intakeBegan() {
    intakes.inc();
  }

  /** It ended. */
  public void intakeEnded() {
    intakes.dec();
  }

  /** The store wrote and synced rows. */
  public void committed(int count, Duration elapsed) {
    committedRows.inc(count);
    commits.observe(seconds(elapsed));
  }

  /**
   * A statement was answered, failed, or is sent again.
   *
   * @param statement its name, never its text or values
   */
  public void statement(String statement, String outcome, Duration elapsed) {
    statements.labelValues(statement, outcome).observe(seconds(elapsed));
  }

  /** Rows were removed because they are too old. */
  public void expired(long count) {
    expiredRows.inc(count);
  }

  /** Closed requests, and notes of copies, were removed because they are too old. */
  public void expired(long requests, long copies) {
    expiredRecords.labelValues("requests").inc(requests);
    expiredRecords.labelValues("copies").inc(copies);
  }

  /**
   * A request was answered.
   *
   * @param route the template of its route, never its path
   */
  public void answered(String route, int status, Duration elapsed) {
    requests.labelValues(route, Integer.toString(status)).observe(seconds(elapsed));
  }

  /** Tells how much waits to be written whenever somebody looks. At most once. */
  public void watchQueue(LongSupplier queuedRows, LongSupplier queuedBytes) {
    gauge("touchstone_store_queued_rows", "Rows that wait to be written", queuedRows);
    gauge("touchstone_store_queued_bytes", "Bytes that wait to be written", queuedBytes);
  }

  /**
   * Shows how far a move is that goes on while its store is served.
   *
   * @param contacts that were done in the phase under way
   * @param unsettled contacts and partitions of records of which the target may differ
   * @param switched 1 once the target answers
   */
  public void watchMove(LongSupplier contacts, LongSupplier unsettled, LongSupplier switched) {
    gauge("touchstone_move_contacts", "Contacts done in the phase of the move", contacts);
    gauge("touchstone_move_unsettled", "Changes that may not have reached the target", unsettled);
    gauge("touchstone_move_switched", "1 once the target of the move answers", switched);
  }

  private void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call((double) value.getAsLong()))
        .register(registry);
  }

  private static double seconds(Duration elapsed) {
    return elapsed.toNanos() / 1e9;
  }

  /** Writes all metrics in the text format of Prometheus. */
  public void write(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }
}
