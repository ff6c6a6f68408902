package dev.touchstone.privacy;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Copy.Kind;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of copies that left the store, on every engine. */
abstract class CopiesContract {
  @TempDir Path folder;
  private StorageEngine engine;
  private Forgetting forgetting;
  private Copies copies;

  /** An empty engine. */
  abstract StorageEngine openEngine();

  @BeforeEach
  final void open() {
    engine = openEngine();
    forgetting = Forgetting.open(folder, engine);
    copies = forgetting.erasures.copies();
  }

  @AfterEach
  final void close() {
    forgetting.close();
    engine.close();
  }

  static Path write(Copies copies, Path file, ContactId... contacts) throws IOException {
    Copy copy = copies.begin(Kind.PACKAGE, file, List.of(contacts), "anybody");
    Files.writeString(file, "rows of " + List.of(contacts));
    copies.complete(copy, CopyFiles.content(file));
    return file;
  }

  private Path write(String name, ContactId... contacts) throws IOException {
    return write(copies, folder.resolve(name), contacts);
  }

  private Map<?, ?> erase(ContactId... contacts) {
    String receipt = forgetting.erasures.erase(List.of(contacts), Forgetting.REASON).text();
    Map<String, @Nullable Object> json = JsonTree.object(receipt.lines().findFirst().orElseThrow());
    return json.get("copies") instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> whys(Map<?, ?> told) {
    List<String> whys = new ArrayList<>();
    if (told.get("left") instanceof List<?> left) {
      left.forEach(
          each -> whys.add(each instanceof Map<?, ?> map ? String.valueOf(map.get("why")) : ""));
    }
    return whys;
  }

  @Test
  void whatIsOfErasedPersonsAloneIsDeleted() throws IOException {
    Path one = write("one", ANNA);
    Path both = write("both", ANNA, BERT);
    Path berts = write("berts", BERT);
    Map<?, ?> told = erase(ANNA);
    assertThat(told.get("deleted")).hasToString("1");
    assertThat(whys(told)).containsExactly("it holds data of others too");
    assertThat(one).doesNotExist();
    assertThat(both).exists();
    assertThat(berts).exists();
    assertThat(copies.of(BERT)).extracting(it -> it.fate().deleted()).containsExactly(false, false);
    assertThat(erase(BERT).get("deleted")).hasToString("2");
    assertThat(both).doesNotExist();
    assertThat(berts).doesNotExist();
  }

  @Test
  void allIdsOfAPersonTogether() throws IOException {
    Path both = write("both", ANNA, BERT);
    assertThat(erase(ANNA, BERT)).hasToString("{deleted=1, left=[], more=0}");
    assertThat(both).doesNotExist();
  }

  @Test
  void whatIsNotAsItWasWrittenIsLeftAndTold() throws IOException {
    Path changed = write("changed", ANNA);
    Files.writeString(changed, "another");
    Path longer = write("sameLength", ANNA);
    Files.writeString(longer, Files.readString(longer).replace('r', 'R'));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "rows of " + List.of(ANNA));
    Files.delete(write("link", ANNA));
    Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    Files.delete(write("gone", ANNA));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    write("inner/file", ANNA);
    Files.move(inner, folder.resolve("moved"));
    Files.createSymbolicLink(inner, folder.resolve("moved"));
    copies.begin(Kind.PACKAGE, null, List.of(ANNA), "anybody");
    Map<?, ?> told = erase(ANNA);
    assertThat(told.get("deleted")).hasToString("0");
    assertThat(whys(told))
        .containsExactlyInAnyOrder(
            "its file is not as it was written",
            "its file is not as it was written",
            "its place is a link to elsewhere or no plain file",
            "its file is not where it was written; it may have been moved or copied",
            "its place is a link to elsewhere or no plain file",
            "it was sent over HTTP");
    assertThat(List.of(changed, longer, elsewhere, folder.resolve("moved/file")))
        .allMatch(Files::exists);
  }

  @Test
  void whatWasBegunAndNotCompletedIsDeletedUnderTheNameThatItHadSoFar() throws IOException {
    Path file = folder.resolve("package.zip");
    Copy copy = copies.begin(Kind.PACKAGE, file, List.of(ANNA), "anybody");
    Path part = Files.writeString(CopyFiles.unfinished(file, copy), "rows");
    Copy another = copies.begin(Kind.PACKAGE, file, List.of(ANNA), "anybody");
    assertThat(CopyFiles.unfinished(file, another)).doesNotExist();
    Map<?, ?> told = erase(ANNA);
    assertThat(told.get("deleted")).hasToString("1");
    assertThat(whys(told))
        .containsExactly("it was not completed, and nothing of it is where it was begun");
    assertThat(part).doesNotExist();
  }

  @Test
  void copiesOfEverybodyAreToldUntilTheyAreRemoved() throws IOException {
    Copy copy = copies.begin(Kind.BACKUP, folder, List.of(), "anybody");
    Path list = Files.writeString(folder.resolve("list"), "files");
    copies.complete(copy, list, CopyFiles.content(list));
    assertThat(copies.ofAll()).hasSize(1);
    assertThat(copies.ofAll().getFirst().ledger()).isEqualTo(1);
    assertThat(whys(erase(ANNA))).singleElement().asString().startsWith("it holds everybody's");
    assertThat(list).exists();
    Files.delete(list);
    assertThat(whys(erase(BERT))).isEmpty();
  }

  @Test
  void aNameInAPathStandsInNoRecord() throws IOException {
    Path file = write(ANNA.value() + "-of-" + BERT.value(), ANNA);
    assertThat(Forgetting.values(engine, RecordKind.COPY))
        .noneMatch(it -> it.contains(ANNA.value()));
    assertThat(copies.of(ANNA).getFirst().place().path()).contains(Forgetting.hash(ANNA));
    assertThat(erase(ANNA).get("deleted")).hasToString("1");
    assertThat(file).doesNotExist();
  }

  /** Of a file the note stays until an erasure deleted it, however old it is. */
  @Test
  void notesOfCopiesThatWereSentOrDeletedExpire() throws IOException {
    Path there = write("there", ANNA);
    write(ANNA.value() + "-gone", ANNA);
    Files.delete(folder.resolve(ANNA.value() + "-gone"));
    Copy begun = copies.begin(Kind.PACKAGE, folder.resolve("begun"), List.of(ANNA), "anybody");
    Files.writeString(CopyFiles.unfinished(folder.resolve("begun"), begun), "rows");
    write("gone", ANNA, BERT);
    Files.delete(folder.resolve("gone"));
    copies.begin(Kind.PACKAGE, null, List.of(ANNA), "anybody");
    Copy backup = copies.begin(Kind.BACKUP, folder, List.of(), "anybody");
    copies.complete(backup, folder.resolve("list"), new Copy.Content("00", 1, 0));
    write("erased", BERT);
    erase(BERT);
    assertThat(copies.expired(Forgetting.NOW)).as("as old as that").isEmpty();
    List<String> expired = copies.expired(Forgetting.NOW.plusMillis(1));
    assertThat(expired).hasSize(2);
    expired.forEach(copies::remove);
    copies.remove("nothing");
    copies.remove(begun.id());
    List<String> left = new ArrayList<>();
    copies.forEach(it -> left.add(it.place().path()));
    assertThat(left).hasSize(5).contains(there.toRealPath().toString());
    assertThat(copies.of(ANNA)).hasSize(4);
    assertThat(copies.of(BERT)).hasSize(1);
    assertThat(copies.ofAll()).hasSize(1);
    assertThat(erase(ANNA).get("deleted")).hasToString("2");
    assertThat(there).doesNotExist();
  }

  /** As where a disk is mounted: its folder is there without it, and empty. */
  @Test
  void theNoteOfAFileWhoseDiskIsAwayStays() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path file = write("disk/package", ANNA);
    Path away = Files.move(disk, folder.resolve("away"));
    Files.createDirectory(disk);
    assertThat(copies.expired(Forgetting.NOW.plusMillis(1))).isEmpty();
    Files.delete(disk);
    Files.move(away, disk);
    assertThat(erase(ANNA).get("deleted")).hasToString("1");
    assertThat(file).doesNotExist();
  }

  @Test
  void copiesAreListedWithWhatBecameOfThem() throws IOException {
    write("one", ANNA);
    write("two", BERT);
    List<Copy> all = new ArrayList<>();
    copies.forEach(all::add);
    assertThat(all).hasSize(2).allMatch(it -> it.content() != null);
    assertThat(copies.of(BERT)).hasSize(1);
    assertThat(Copy.decode(all.getFirst().encode())).isEqualTo(all.getFirst());
    erase(ANNA);
    assertThat(copies.of(ANNA).getFirst().fate().deleted()).isTrue();
    assertThat(Copy.decode(copies.of(ANNA).getFirst().encode()))
        .isEqualTo(copies.of(ANNA).getFirst());
  }
}
