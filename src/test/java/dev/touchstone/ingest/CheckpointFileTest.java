package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  @TempDir private Path folder;

  private static Checkpoint checkpoint(String blob, long taken) {
    return new Checkpoint(
        "memory:" + blob,
        null,
        new BlobState(taken + 5, "stamp \" \u2028 é", "line"),
        false,
        taken,
        7,
        6,
        1,
        new Proof(3, "ab"));
  }

  private @Nullable Checkpoint find(CheckpointFile file, String blob) {
    Blobs blobs = new Blobs();
    blobs.write(blob, null, BlobForm.CSV, new byte[0]);
    return file.find(blobs.listing().blobs().getFirst());
  }

  private Path file() {
    return folder.resolve("imports");
  }

  @Test
  void theLastCheckpointOfABlobIsFoundAgain() throws IOException {
    Checkpoint typed =
        new Checkpoint("memory:c", "EmailSent", new BlobState(1, "", ""), true, 0, 0, 1, 1, null);
    try (CheckpointFile file = CheckpointFile.open(folder)) {
      file.put(checkpoint("a", 1));
      file.put(checkpoint("b", 2));
      file.put(checkpoint("a", 3));
      file.put(typed);
      assertThat(find(file, "a")).isEqualTo(checkpoint("a", 3));
    }
    try (CheckpointFile file = CheckpointFile.open(folder)) {
      assertThat(find(file, "a")).isEqualTo(checkpoint("a", 3));
      assertThat(find(file, "b")).isEqualTo(checkpoint("b", 2));
      assertThat(find(file, "c")).isEqualTo(typed);
      assertThat(find(file, "d")).isNull();
    }
    assertThat(Files.readAllLines(file())).hasSize(4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aLineThatIsNotWholeIsNotThere() throws IOException {
    try (CheckpointFile file = CheckpointFile.open(folder)) {
      file.put(checkpoint("a", 1));
      file.put(checkpoint("b", 2));
    }
    List<String> lines = Files.readAllLines(file());
    for (String broken :
        List.of(
            lines.get(2).substring(0, lines.get(2).length() - 1),
            lines.get(2).replace("\"taken\":2", "\"taken\":1"),
            lines.get(2).replaceFirst("^.", "x"),
            "")) {
      Files.write(file(), List.of(lines.get(0), lines.get(1), broken), UTF_8);
      try (CheckpointFile file = CheckpointFile.open(folder)) {
        assertThat(find(file, "a")).isEqualTo(checkpoint("a", 1));
        assertThat(find(file, "b")).as(broken).isNull();
      }
    }
  }

  @Test
  void whatANewerProgramWroteIsRefusedAndLeftAsItIs() throws IOException {
    for (String first : List.of("touchstone import checkpoints, format 2", "", "letter")) {
      Files.writeString(file(), first + "\n");
      assertThatThrownBy(() -> CheckpointFile.open(folder))
          .isInstanceOf(ContainerException.class)
          .hasMessageContaining("'touchstone import checkpoints, format 1'")
          .hasMessageContaining("delete the file");
      assertThat(Files.readString(file())).isEqualTo(first + "\n");
    }
  }

  @Test
  void linesThatDoNotCountAreRemovedNowAndThen() throws IOException {
    try (CheckpointFile file = CheckpointFile.open(folder)) {
      for (int i = 0; i < 5_000; i++) {
        file.put(checkpoint("a", i));
      }
      assertThat(Files.readAllLines(file()).size()).isLessThan(1_100);
      assertThat(find(file, "a")).isEqualTo(checkpoint("a", 4_999));
    }
    assertThat(folder.resolve("imports.new")).doesNotExist();
  }

  @Test
  void noMoreBlobsAreRememberedThanThereIsRoomFor() throws IOException {
    try (CheckpointFile file = CheckpointFile.open(folder, 2)) {
      file.put(checkpoint("a", 1));
      file.put(checkpoint("b", 1));
      file.put(checkpoint("a", 2));
      file.put(checkpoint("c", 1));
      assertThat(find(file, "a")).isNotNull();
      assertThat(find(file, "b")).isNull();
      assertThat(find(file, "c")).isNotNull();
    }
    try (CheckpointFile file = CheckpointFile.open(folder, 1)) {
      assertThat(find(file, "a")).isNull();
      assertThat(find(file, "c")).isNotNull();
    }
  }
}
