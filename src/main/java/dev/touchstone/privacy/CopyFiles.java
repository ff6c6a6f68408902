package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The files of copies: how a note names them, and how they are deleted. */
public final class CopyFiles {
  private CopyFiles() {}

  /** The name under which a copy is written until it is whole. */
  public static Path unfinished(Path file, Copy copy) {
    return unfinished(file.toAbsolutePath(), copy.id());
  }

  private static Path unfinished(Path file, String id) {
    return file.resolveSibling(".%s.%s.part".formatted(file.getFileName(), id));
  }

  /** A path in which hashes stand for the ids of contacts. */
  static String nameless(Path file, List<ContactId> contacts, Function<ContactId, String> hash) {
    String path = real(file.toAbsolutePath().normalize()).toString();
    for (ContactId contact : contacts) {
      path = path.replace(contact.value(), placeholder(contact, hash));
    }
    return path;
  }

  /** Without links on its way, so that a link that is put there later is seen. */
  private static Path real(Path file) {
    Path folder = Objects.requireNonNull(file.getParent());
    try {
      return folder.toRealPath().resolve(Objects.requireNonNull(file.getFileName()));
    } catch (IOException e) {
      return file;
    }
  }

  /** The path again, by whoever knows the contacts. */
  static Path named(Copy copy, List<ContactId> contacts, Function<ContactId, String> hash) {
    String path = copy.place().path();
    for (ContactId contact : contacts) {
      path = path.replace(placeholder(contact, hash), contact.value());
    }
    return Path.of(path);
  }

  private static String placeholder(ContactId contact, Function<ContactId, String> hash) {
    return "{" + hash.apply(contact) + "}";
  }

  /** What stands against deleting a copy's file, in words; empty if nothing does. */
  static String obstacle(Path file, Copy copy) throws IOException {
    if (copy.content() == null) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? "it was not completed, and a file of its name may be another's"
          : Files.isRegularFile(unfinished(file, copy.id()), LinkOption.NOFOLLOW_LINKS)
              ? ""
              : "it was not completed, and nothing of it is where it was begun";
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return "its file is not where it was written; it may have been moved or copied";
    }
    Path folder = Objects.requireNonNull(file.getParent());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !folder.toRealPath().equals(folder)) {
      return "its place is a link to elsewhere or no plain file";
    }
    boolean same =
        Files.size(file) == copy.content().bytes() && sha256(file).equals(copy.content().sha256());
    return same ? "" : "its file is not as it was written";
  }

  /** Deletes the file, and what was begun of it under another name; nothing if there is none. */
  static void delete(Path file, Copy copy) throws IOException {
    Path part = unfinished(file, copy.id());
    if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(part);
    }
    if (copy.content() != null) {
      Files.deleteIfExists(file);
    }
    Path folder = Objects.requireNonNull(file.getParent());
    if (Files.isDirectory(folder)) {
      sync(folder);
    }
  }

  private static void sync(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** What a whole file is, of which the rows are not counted. */
  public static Copy.Content content(Path file) throws IOException {
    return new Copy.Content(sha256(file), Files.size(file), 0);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
