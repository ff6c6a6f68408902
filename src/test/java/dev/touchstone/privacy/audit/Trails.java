package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Trails of some servers over one store, on a clock that is moved by hand. */
final class Trails {
  static final String FIRST = "0000000000000001";
  static final String SECOND = "0000000000000002";
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final LocalDate EARLIEST = LocalDate.parse("2025-01-01");

  final RecordStore records;
  final SigningKeys keys;
  volatile Instant now = NOON;

  Trails(RecordStore records, Path folder) {
    this.records = records;
    this.keys = new SigningKeys(folder, null, InstantSource.system(), new SecureRandom());
  }

  AuditTrail open(String server) {
    return open(server, false, Duration.ZERO);
  }

  AuditTrail open(String server, boolean beforeAnswer, Duration interval) {
    return new AuditTrail(
        records,
        new AuditTrail.Options(server, beforeAnswer, interval),
        keys::sign,
        Trails::hash,
        () -> now);
  }

  static String hash(ContactId contact) {
    return "hash-of-" + contact.value().length() + contact.value().charAt(0);
  }

  /** A read that a caller made, of so many rows. */
  void read(Trail trail, String caller, ContactId contact, long rows) {
    Occasion occasion =
        new Occasion("request-" + rows, () -> now).by(caller, false).asking("interactions");
    occasion.read(contact, rows);
    occasion.end(trail, true);
  }

  AuditBlocks blocks() {
    return new AuditBlocks(records);
  }

  AuditReader reader() {
    return new AuditReader(blocks(), EARLIEST);
  }

  List<AuditEvent> events(AuditFilter filter) {
    List<AuditEvent> events = new ArrayList<>();
    reader().forEach(filter, events::add);
    return events;
  }

  AuditVerifier.Report verify(AuditHead... known) {
    List<AuditHead> heads = new ArrayList<>(blocks().heads());
    heads.addAll(List.of(known));
    return new AuditVerifier(keys.publicKeys(), heads).verify(reader()::blocks);
  }

  /** All blocks as they are stored. */
  List<Record> stored() {
    List<Record> all = new ArrayList<>();
    try (RecordScan scan = records.scan(RecordKind.AUDIT)) {
      scan.forEachRemaining(
          record -> {
            if (new String(record.partition(), US_ASCII).startsWith("block/")) {
              all.add(record);
            }
          });
    }
    return all;
  }
}
