package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Copy.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an erasure does to copies that left the store: a file that this process reaches, that is as
 * it was written, and that has nobody's data but that of erased contacts, is deleted; every other
 * copy is marked and told. Done again it comes to the same.
 */
final class CopyErasure {
  private static final String SENT = "it was sent over HTTP";
  private static final String OF_ALL =
      "it holds everybody's data; what is restored of it is erased again before it is served";

  private final Copies copies;
  private final Function<ContactId, String> hash;
  private final Predicate<String> isErased;

  /**
   * @param isErased whether the contact of a hash is erased, or about to be
   */
  CopyErasure(Copies copies, Function<ContactId, String> hash, Predicate<String> isErased) {
    this.copies = copies;
    this.hash = hash;
    this.isErased = isErased;
  }

  /**
   * What was done.
   *
   * @param deleted how many copies were
   * @param left those that were not
   */
  record Outcome(long deleted, List<Copy> left) {
    static final Outcome NONE = new Outcome(0, List.of());

    Outcome {
      left = List.copyOf(left);
    }
  }

  Outcome run(String erasure, List<ContactId> contacts) {
    Map<String, Copy> found = new TreeMap<>();
    contacts.forEach(contact -> copies.of(contact).forEach(copy -> found.put(copy.id(), copy)));
    long deleted = 0;
    List<Copy> left = new ArrayList<>();
    for (Copy copy : found.values()) {
      if (copy.fate().deleted() && !copy.fate().erasure().equals(erasure)) {
        continue;
      }
      Fate fate = reach(copy, erasure, contacts);
      if (fate.deleted()) {
        deleted++;
      } else {
        left.add(copy.with(fate));
      }
    }
    for (Copy copy : copies.ofAll()) {
      if (!isGone(copy)) {
        left.add(copy.with(new Fate(erasure, false, OF_ALL)));
      }
    }
    return new Outcome(deleted, left);
  }

  private Fate reach(Copy copy, String erasure, List<ContactId> contacts) {
    String obstacle = copy.fate().deleted() ? "" : obstacle(copy, contacts);
    Fate fate = new Fate(erasure, obstacle.isEmpty(), obstacle);
    // Before it is done: whoever finds the file gone knows that it was this.
    copies.decide(copy, fate);
    if (!fate.deleted()) {
      return fate;
    }
    try {
      delete(copy, contacts);
      return fate;
    } catch (IOException e) {
      Fate failed = new Fate(erasure, false, "its file could not be deleted");
      copies.decide(copy, failed);
      return failed;
    }
  }

  private String obstacle(Copy copy, List<ContactId> contacts) {
    if (!copy.contacts().stream().allMatch(isErased)) {
      return "it holds data of others too";
    }
    if (!copy.place().isFile()) {
      return SENT;
    }
    try {
      return CopyFiles.obstacle(CopyFiles.named(copy, contacts, hash), copy);
    } catch (IOException | InvalidPathException e) {
      return "its file cannot be read";
    }
  }

  /** A file that was put there since it was marked is left: it is looked at once more. */
  private void delete(Copy copy, List<ContactId> contacts) throws IOException {
    Path file = CopyFiles.named(copy, contacts, hash);
    if (CopyFiles.obstacle(file, copy).isEmpty()) {
      CopyFiles.delete(file, copy);
    } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("another file");
    }
  }

  /** Whether the list of a backup is known to be no more: its folder is there, and it is not. */
  private static boolean isGone(Copy copy) {
    try {
      Path file = Path.of(copy.place().path());
      Path folder = file.getParent();
      return copy.content() != null
          && folder != null
          && Files.isDirectory(folder)
          && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
