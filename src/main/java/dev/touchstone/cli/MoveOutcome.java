package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.NodeAddress;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.move.MoveReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * What a move came to, for people and for programs.
 *
 * @param file where contacts that differ are named: their ids are personal data, and stand nowhere
 *     else
 */
record MoveOutcome(MoveReport report, Duration elapsed, Path file) {
  void show(Console console, StoreAddress target, Path folder, boolean json) throws IOException {
    boolean unequal = report.unequalContacts() > 0;
    if (unequal) {
      writeNames();
    }
    if (json) {
      console.say(Json.toString(this::write));
      return;
    }
    console.say(
        "Compared %s of %s by digest in %s; copied %s."
            .formatted(
                Figures.count(report.rows(), "row"),
                Figures.count(report.contacts(), "contact"),
                Figures.duration(elapsed),
                Figures.count(report.copiedRows(), "row")));
    console.say(
        "Made equal meanwhile: %s; erased from the target, since the source has them no more: %s."
            .formatted(
                Figures.count(report.repaired(), "contact"),
                Figures.count(report.surplus(), "contact")));
    console.say(
        "Compared %s; copied, replaced or deleted %s."
            .formatted(
                Figures.count(report.records().compared(), "record"),
                Figures.count(report.records().repaired())));
    console.say(conclusion(target, unequal));
    if (report.outcome() == MoveReport.Outcome.SWITCHED) {
      console.say(next(target, folder));
    }
  }

  /** Ledger, secrets and settings are files, and no part of a store. */
  private static String next(StoreAddress target, Path folder) {
    return switch (target) {
      case StoreAddress.Folder(Path path) ->
          "Before it is opened by itself, copy %s and %s into %s: a store is not opened without its ledger of erasures and the key of its hashes. Stop whoever serves first."
              .formatted(folder.resolve("ledger.ndjson"), folder.resolve("secrets"), path);
      case StoreAddress.Keyspace(List<NodeAddress> nodes, String name) ->
          "From the next start on set store.engine=cassandra, store.cassandra.contact-points=%s and store.cassandra.keyspace=%s; ledger.ndjson and secrets stay in %s."
              .formatted(
                  nodes.stream().map(NodeAddress::toString).collect(Collectors.joining(",")),
                  name,
                  folder);
    };
  }

  private String conclusion(StoreAddress target, boolean unequal) {
    return switch (report.outcome()) {
      case SWITCHED ->
          "Every contact is equal. %s is the store from now on; the old one refuses to serve. Delete it soon: erasures do not reach it any more."
              .formatted(target);
      case EQUAL -> "Every contact is equal. Nothing was switched; run it again to switch.";
      case UNEQUAL ->
          "%s and %s differ still; nothing was switched.%s"
              .formatted(
                  Figures.count(report.unequalContacts(), "contact"),
                  Figures.count(report.records().unequal(), "page") + " of records",
                  unequal ? " The contacts are named in %s.".formatted(file) : "");
    };
  }

  private void writeNames() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ContactId contact : report.unequal()) {
      lines
          .append(
              Json.toString(
                  out -> {
                    out.writeStartObject();
                    out.writeStringProperty("contact", contact.value());
                    out.writeEndObject();
                  }))
          .append('\n');
    }
    PrivateFiles.replace(file, lines.toString().getBytes(UTF_8));
  }

  private void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("contacts", report.contacts());
    json.writeNumberProperty("rows", report.rows());
    json.writeNumberProperty("copiedRows", report.copiedRows());
    json.writeNumberProperty("repaired", report.repaired());
    json.writeNumberProperty("surplus", report.surplus());
    json.writeNumberProperty("unequal", report.unequalContacts());
    json.writeNumberProperty("records", report.records().compared());
    json.writeNumberProperty("recordsRepaired", report.records().repaired());
    json.writeNumberProperty("recordsUnequal", report.records().unequal());
    json.writeNumberProperty("milliseconds", elapsed.toMillis());
    json.writeEndObject();
  }
}
