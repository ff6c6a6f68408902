package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a package holds, on whatever engine the rows are. */
interface DataPackageContract {
  JsonMapper JSON = new JsonMapper();

  /** An empty store in a folder; closed by the test. */
  InteractionStore open(Path folder);

  @Test
  default void everyRowOfEveryTypeIsInItExactlyAsItIsStored(@TempDir Path folder) {
    Random random = Randoms.random(DataPackageContract.class);
    try (InteractionStore store = open(folder.resolve("store"))) {
      List<Interaction> expected = new ArrayList<>();
      for (InteractionType type : Packages.CATALOGUE.types()) {
        expected.add(hostile(random, type.name()));
      }
      for (int i = 0; i < 200; i++) {
        expected.add(hostile(random, Interactions.type(random)));
      }
      store.append(expected);
      for (int i = 0; i < 50; i++) {
        store.append(List.of(Rows.row(Rows.BERT, Rows.SENT, Rows.NOON.plusSeconds(i), "b" + i)));
      }
      byte[] made = new Packages(folder, store).of(Rows.ANNA);
      Set<Interaction> found = new HashSet<>();
      long lines = 0;
      for (Map.Entry<String, byte[]> file : Packages.files(made).entrySet()) {
        if (file.getKey().endsWith(".ndjson")) {
          for (String line : Packages.lines(file.getValue())) {
            found.add(interaction(line));
            lines++;
          }
        }
      }
      assertThat(found).isEqualTo(new HashSet<>(Rows.rest(store.scan(Rows.ANNA))));
      assertThat(lines).isEqualTo(found.size());
    }
  }

  /** A row of any content, of Anna. */
  private static Interaction hostile(Random random, TypeName type) {
    return new Interaction(
        Rows.ANNA,
        type,
        Interactions.timestamp(random),
        Interactions.id(random),
        1,
        Interactions.fields(random));
  }

  private static Interaction interaction(String line) {
    JsonNode json = JSON.readTree(line);
    Map<String, String> fields = new HashMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
    List.of("InteractionType", "Timestamp", "ContactId", "InteractionId", "Version")
        .forEach(fields::remove);
    return new Interaction(
        ContactId.parse(json.get("ContactId").asString()),
        new TypeName(json.get("InteractionType").asString()),
        Timestamp.parse(json.get("Timestamp").asString()),
        InteractionId.parse(json.get("InteractionId").asString()),
        json.get("Version").asLong(),
        Fields.of(fields));
  }

  @Test
  default void tablesHaveTheSameRowsAndRunNothing(@TempDir Path folder) throws IOException {
    List<String> values =
        List.of(
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "＝1",
            "-12.5",
            "+49",
            "a,b",
            "say \"hi\"",
            "two\r\nlines",
            " blanks ",
            "plain",
            "\u202eevil",
            "😀",
            "semi;colon");
    try (InteractionStore store = open(folder.resolve("store"))) {
      for (int i = 0; i < values.size(); i++) {
        store.append(List.of(city(i, values.get(i))));
      }
      Map<String, byte[]> files = Packages.files(new Packages(folder, store).of(Rows.ANNA));
      String table = new String(files.getOrDefault("contact-1/EmailSent.csv", new byte[0]), UTF_8);
      List<NamedCsvRecord> records = new ArrayList<>();
      try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(table)) {
        reader.forEach(records::add);
      }
      assertThat(records).hasSize(values.size());
      for (NamedCsvRecord record : records) {
        String id = record.getField("InternalMarketingInteractionId");
        String value = values.get(Integer.parseInt(id.substring(1)));
        assertThat(record.getField("City"))
            .isEqualTo(
                CsvValue.isFormula(value.getBytes(UTF_8), 0, value.getBytes(UTF_8).length)
                    ? "'" + value
                    : value);
        assertThat(record.getField("City")).doesNotContainPattern("\\A(=|@|\t|＝|\\+cmd|-2\\+3)");
      }
    }
  }

  private static Interaction city(int number, String value) {
    return new Interaction(
        Rows.ANNA,
        Rows.SENT,
        Rows.NOON.plusSeconds(number),
        InteractionId.parse("v" + number),
        1,
        Fields.of(Map.of("City", value)));
  }

  @Test
  default void pagesShowHostileTextsAndRunNothing(@TempDir Path folder) {
    String hostile = "<script>alert(1)</script><img src=x onerror=\"a('b')\">&amp;\u0000\u202e";
    try (InteractionStore store = open(folder.resolve("store"))) {
      store.append(
          List.of(
              new Interaction(
                  ContactId.parse("<b>anna</b>"),
                  new TypeName("Own.Type"),
                  Rows.NOON,
                  InteractionId.parse("</style><script>"),
                  1,
                  Fields.of(Map.of("Own<script>", hostile, "City", hostile)))));
      Map<String, byte[]> files =
          Packages.files(new Packages(folder, store).of(ContactId.parse("<b>anna</b>")));
      String page = new String(files.getOrDefault("index.html", new byte[0]), UTF_8);
      assertThat(page)
          .contains(
              "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;a(&#39;b&#39;)")
          .contains("&amp;amp;␀")
          .contains("&lt;b&gt;anna&lt;/b&gt;")
          .contains("default-src 'none'")
          .doesNotContain("<script", "<img", "<b>anna", "http://", "https://", "\u0000");
    }
  }

  @Test
  default void severalContactsAndATimeAreSaidInTheManifest(@TempDir Path folder) {
    try (InteractionStore store = open(folder.resolve("store"))) {
      for (int i = 0; i < 10; i++) {
        store.append(
            List.of(
                Rows.row(Rows.ANNA, Rows.SENT, Rows.NOON.plusSeconds(i), "a" + i),
                Rows.row(Rows.BERT, Rows.OPENED, Rows.NOON.plusSeconds(i), "b" + i)));
      }
      Packages packages = new Packages(folder, store);
      TimeRange range = new TimeRange(Rows.NOON.plusSeconds(3), Rows.NOON.plusSeconds(5));
      byte[] made = packages.of(range, Rows.BERT, Rows.ANNA);
      assertThat(packages.verify(made).problems()).isEmpty();
      JsonNode manifest =
          JSON.readTree(Packages.files(made).getOrDefault(Manifest.PATH, new byte[0]));
      assertThat(manifest.get("interactions").asInt()).isEqualTo(6);
      assertThat(manifest.at("/contacts/0/contact").asString()).isEqualTo(Rows.BERT.value());
      assertThat(manifest.get("from").asString()).isEqualTo("2020-03-16T18:58:09Z");
      assertThat(manifest.get("to").asString()).isEqualTo("2020-03-16T18:58:11Z");
      assertThat(manifest.get("newest").asString()).isEqualTo("2020-03-16T18:58:11Z");
      assertThat(manifest.at("/types/1/type").asString()).isEqualTo("EmailSent");
      assertThat(manifest.at("/types/1/interactions").asInt()).isEqualTo(3);
      assertThat(Packages.files(made)).containsKey("contact-2/EmailSent.ndjson");
    }
  }

  @Test
  default void aContactOfWhomNothingIsStoredGetsAPackageToo(@TempDir Path folder) {
    try (InteractionStore store = open(folder.resolve("store"))) {
      Packages packages = new Packages(folder, store);
      byte[] made = packages.of(Rows.ANNA);
      assertThat(packages.verify(made).problems()).isEmpty();
      assertThat(Packages.files(made)).containsKeys("index.html", Manifest.PATH);
    }
  }

  @Test
  default void whileOthersAppendEveryEarlierRowIsInItOnce(@TempDir Path folder)
      throws InterruptedException {
    try (InteractionStore store = open(folder.resolve("store"))) {
      AtomicBoolean done = new AtomicBoolean();
      for (int i = 0; i < 3_000; i += 100) {
        append(store, i, i + 100);
      }
      Thread other =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; !done.get(); i = (i + 10) % 5_000) {
                      append(store, 3_000 + i, 3_010 + i);
                    }
                  });
      try {
        Packages packages = new Packages(folder, store);
        for (int round = 0; round < 5; round++) {
          byte[] made = packages.of(Rows.ANNA);
          assertThat(packages.verify(made).problems()).isEmpty();
          List<String> ids = new ArrayList<>();
          Packages.lines(
                  Packages.files(made).getOrDefault("contact-1/EmailSent.ndjson", new byte[0]))
              .forEach(line -> ids.add(JSON.readTree(line).get("InteractionId").asString()));
          assertThat(ids).doesNotHaveDuplicates();
          List<String> earlier = new ArrayList<>();
          for (int i = 0; i < 3_000; i++) {
            earlier.add("n" + i);
          }
          assertThat(new HashSet<>(ids)).containsAll(earlier);
        }
      } finally {
        done.set(true);
        other.join();
      }
    }
  }

  private static void append(InteractionStore store, int from, int to) {
    List<Interaction> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(Rows.row(Rows.ANNA, Rows.SENT, Rows.NOON.plusSeconds(i), "n" + i));
    }
    store.append(rows);
  }
}
