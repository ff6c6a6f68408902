package dev.touchstone.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/storage.md} are what the codecs write. */
class StorageDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "storage.md");

  @Test
  void keysAreAsTheDocumentShows() throws IOException {
    List<List<String>> examples = tableBelow("| contact | type | time | id | key |");
    assertThat(examples).hasSize(4);
    for (List<String> example : examples) {
      String contact = example.get(0);
      Interaction interaction =
          new Interaction(
              contact.isEmpty() ? ContactId.NONE : ContactId.parse(contact),
              new TypeName(example.get(1)),
              Instant.parse(example.get(2)),
              InteractionId.parse(example.get(3)),
              1,
              Fields.EMPTY);
      assertThat(hex(KeyCodec.encode(interaction))).isEqualTo(example.get(4));
    }
  }

  @Test
  void rowsAreAsTheDocumentShows() throws IOException {
    List<List<String>> examples = tableBelow("| version | fields | row |");
    assertThat(examples).hasSize(4);
    for (List<String> example : examples) {
      Interaction interaction =
          new Interaction(
              ContactId.NONE,
              new TypeName("A"),
              Instant.EPOCH,
              InteractionId.parse("1"),
              Long.parseLong(example.get(0)),
              Fields.of(fields(example.get(1))));
      assertThat(hex(RowCodec.encode(interaction))).isEqualTo(example.get(2));
    }
  }

  @Test
  void kindsOfRecordsAreAsTheDocumentShows() throws IOException {
    List<String> documented =
        tableBelow("| number | kind | personal data | what it is |").stream()
            .map(row -> String.join(" ", row.subList(0, 3)))
            .toList();
    assertThat(documented)
        .isEqualTo(
            Arrays.stream(RecordKind.values())
                .map(
                    kind ->
                        "%d %s %s"
                            .formatted(
                                kind.number(), kind, kind.holdsPersonalData() ? "yes" : "no"))
                .toList());
  }

  @Test
  void recordsAreAsTheDocumentShows() throws IOException {
    List<List<String>> examples = tableBelow("| kind | partition | key | bytes |");
    assertThat(examples).isNotEmpty();
    for (List<String> example : examples) {
      byte[] key =
          RecordCodec.encode(
              RecordKind.valueOf(example.get(0)),
              HexFormat.of().parseHex(example.get(1)),
              HexFormat.of().parseHex(example.get(2)));
      assertThat(hex(key)).isEqualTo(example.get(3));
    }
  }

  private static Map<String, String> fields(String cell) {
    return Arrays.stream(cell.split(" "))
        .filter(field -> !field.isEmpty())
        .map(field -> field.split("=", 2))
        .collect(Collectors.toMap(field -> field[0], field -> field[1]));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The cells below a heading line, without their back-ticks. */
  private static List<List<String>> tableBelow(String heading) throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    return lines.stream()
        .skip(lines.indexOf(heading) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(1, line.length() - 1).replace("`", ""))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .toList();
  }
}
