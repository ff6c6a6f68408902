package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.ingest.ImportCounts;
import dev.touchstone.ingest.ImportSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * What an import did, for people and for programs.
 *
 * @param rejected the folders of rejected rows
 * @param dryRun whether nothing was stored; rows that count as stored would have been given to the
 *     store, and nobody knows what it would have made of them
 */
record ImportOutcome(ImportSummary summary, Duration elapsed, List<Path> rejected, boolean dryRun) {
  ImportOutcome {
    rejected = List.copyOf(rejected);
  }

  void show(Console console) {
    ImportCounts counts = summary.counts();
    if (dryRun) {
      console.say("Dry run: nothing was stored.");
    }
    console.say(
        "Read %s of %s (%s) in %s."
            .formatted(
                Figures.count(counts.read(), "row"),
                Figures.count(summary.blobs(), "blob"),
                Figures.bytes(summary.bytes()),
                Figures.duration(elapsed)));
    showTakenBefore(console);
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
    if (counts.erased() > 0) {
      console.say(
          Figures.count(counts.erased(), "row")
              + " of them belong to contacts that were erased: they were not stored.");
    }
    kept(console, "of a type that is not in the catalogue", summary.unknownTypes());
    kept(console, "with a column that its type does not have", summary.unknownColumns());
    kept(console, "with a value that its column does not expect", summary.unfitValues());
    for (ImportSummary.Conflict conflict : summary.conflicts().stream().limit(5).toList()) {
      console.say("Conflict: %s:%d".formatted(conflict.blob(), conflict.line()));
    }
  }

  private void showTakenBefore(Console console) {
    ImportSummary.TakenBefore before = summary.takenBefore();
    if (before.rows() > 0 || before.blobs() > 0) {
      console.say(
          "Skipped %s that earlier imports have taken; nothing is new in %s%s. Option --again reads them."
              .formatted(
                  Figures.count(before.rows(), "row"),
                  Figures.count(before.blobs(), "blob"),
                  before.rejected() == 0
                      ? ""
                      : "; %s of the rows were rejected then"
                          .formatted(Figures.count(before.rejected()))));
    }
    if (summary.startedOver() > 0) {
      console.say(
          Figures.count(summary.startedOver(), "blob")
              + " changed where rows were taken before; read from the beginning.");
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
    Heading type = Heading.left("Type");
    Heading read = Heading.right("Read");
    Heading rejections = Heading.right("Rejected");
    Table table =
        dryRun
            ? new Table(type, read, Heading.right("Accepted"), rejections)
            : new Table(
                type,
                read,
                Heading.right("Stored"),
                Heading.right("Repeated"),
                Heading.right("Superseded"),
                Heading.right("Conflicting"),
                rejections);
    summary.byType().forEach((name, counts) -> add(table, name, counts));
    if (table.size() != 1) {
      add(table, "Total", total);
    }
    return table;
  }

  private void add(Table table, String name, ImportCounts counts) {
    List<Long> figures =
        dryRun
            ? List.of(counts.read(), counts.stored(), counts.rejected())
            : List.of(
                counts.read(),
                counts.stored(),
                counts.repeated(),
                counts.superseded(),
                counts.conflicting(),
                counts.rejected());
    table.add(
        Stream.concat(Stream.of(name), figures.stream().map(Figures::count))
            .toArray(String[]::new));
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    if (dryRun) {
      json.writeBooleanProperty("dryRun", true);
    }
    write(json, summary.counts());
    json.writeNumberProperty("withoutContact", summary.withoutContact());
    json.writeNumberProperty("blobs", summary.blobs());
    json.writeNumberProperty("bytes", summary.bytes());
    json.writeNumberProperty("milliseconds", elapsed.toMillis());
    json.writeName("rejectedFolder");
    json.writeString(rejected.isEmpty() ? null : rejected.getFirst().toString());
    json.writeArrayPropertyStart("rejectedFolders");
    rejected.forEach(folder -> json.writeString(folder.toString()));
    json.writeEndArray();
    json.writeObjectPropertyStart("takenBefore");
    json.writeNumberProperty("blobs", summary.takenBefore().blobs());
    json.writeNumberProperty("rows", summary.takenBefore().rows());
    json.writeNumberProperty("rejected", summary.takenBefore().rejected());
    json.writeEndObject();
    json.writeNumberProperty("startedOver", summary.startedOver());
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

  private void write(JsonGenerator json, ImportCounts counts) {
    json.writeNumberProperty("read", counts.read());
    if (dryRun) {
      json.writeNumberProperty("accepted", counts.stored());
      json.writeNumberProperty("rejected", counts.rejected());
      return;
    }
    json.writeNumberProperty("stored", counts.stored());
    json.writeNumberProperty("repeated", counts.repeated());
    json.writeNumberProperty("superseded", counts.superseded());
    json.writeNumberProperty("conflicting", counts.conflicting());
    json.writeNumberProperty("expired", counts.expired());
    json.writeNumberProperty("erased", counts.erased());
    json.writeNumberProperty("rejected", counts.rejected());
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> rows) {
    json.writeObjectPropertyStart(name);
    rows.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
