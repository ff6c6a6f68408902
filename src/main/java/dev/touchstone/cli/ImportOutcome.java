package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.ingest.ImportCounts;
import dev.touchstone.ingest.ImportSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What an import did, for people and for programs.
 *
 * @param rejected the folder of rejected rows; null where there is none
 */
record ImportOutcome(ImportSummary summary, Duration elapsed, @Nullable Path rejected) {

  void show(Console console) {
    ImportCounts counts = summary.counts();
    console.say(
        "Read %s of %s (%s) in %s."
            .formatted(
                Figures.count(counts.read(), "row"),
                Figures.count(summary.blobs(), "blob"),
                Figures.bytes(summary.bytes()),
                Figures.duration(elapsed)));
    console.say("");
    table(counts).lines(console.outWidth(), console.outStyle()).forEach(console::say);
    console.say("");
    if (summary.withoutContact() > 0) {
      console.say(
          Figures.count(summary.withoutContact(), "row") + " of them belong to no contact.");
    }
    if (counts.expired() > 0) {
      console.say(
          Figures.count(counts.expired(), "row")
              + " of them are older than rows of their type are kept: they were not stored.");
    }
    kept(console, "of a type that is not in the catalogue", summary.unknownTypes());
    kept(console, "with a column that its type does not have", summary.unknownColumns());
    kept(console, "with a value that its column does not expect", summary.unfitValues());
    for (ImportSummary.Conflict conflict : summary.conflicts().stream().limit(5).toList()) {
      console.say("Conflict: %s:%d".formatted(conflict.blob(), conflict.line()));
    }
  }

  private static void kept(Console console, String what, Map<String, Long> rows) {
    rows.forEach(
        (name, count) ->
            console.say(
                "Kept %s %s: %s."
                    .formatted(Figures.count(count, "row"), what, Table.harmless(name))));
  }

  private Table table(ImportCounts total) {
    Table table =
        new Table(
            Heading.left("Type"),
            Heading.right("Read"),
            Heading.right("Stored"),
            Heading.right("Repeated"),
            Heading.right("Superseded"),
            Heading.right("Conflicting"),
            Heading.right("Rejected"));
    summary.byType().forEach((type, counts) -> add(table, type, counts));
    if (table.size() != 1) {
      add(table, "Total", total);
    }
    return table;
  }

  private static void add(Table table, String name, ImportCounts counts) {
    table.add(
        name,
        Figures.count(counts.read()),
        Figures.count(counts.stored()),
        Figures.count(counts.repeated()),
        Figures.count(counts.superseded()),
        Figures.count(counts.conflicting()),
        Figures.count(counts.rejected()));
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    write(json, summary.counts());
    json.writeNumberProperty("withoutContact", summary.withoutContact());
    json.writeNumberProperty("blobs", summary.blobs());
    json.writeNumberProperty("bytes", summary.bytes());
    json.writeNumberProperty("milliseconds", elapsed.toMillis());
    json.writeName("rejectedFolder");
    json.writeString(rejected == null ? null : rejected.toString());
    json.writeObjectPropertyStart("types");
    summary
        .byType()
        .forEach(
            (type, counts) -> {
              json.writeObjectPropertyStart(type);
              write(json, counts);
              json.writeEndObject();
            });
    json.writeEndObject();
    write(json, "unknownTypes", summary.unknownTypes());
    write(json, "unknownColumns", summary.unknownColumns());
    write(json, "unfitValues", summary.unfitValues());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ImportCounts counts) {
    json.writeNumberProperty("read", counts.read());
    json.writeNumberProperty("stored", counts.stored());
    json.writeNumberProperty("repeated", counts.repeated());
    json.writeNumberProperty("superseded", counts.superseded());
    json.writeNumberProperty("conflicting", counts.conflicting());
    json.writeNumberProperty("expired", counts.expired());
    json.writeNumberProperty("rejected", counts.rejected());
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> rows) {
    json.writeObjectPropertyStart(name);
    rows.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
