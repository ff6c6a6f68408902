package dev.touchstone.config;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Random bytes that only the owner of the process may read. The file is made where it is missing; a
 * process must hold the data folder's lock meanwhile, so that two do not make two.
 *
 * <p>On a file system without POSIX permissions they are neither set nor checked.
 */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SecretFile() {}

  /**
   * The key that authenticates the tokens of this data folder.
   *
   * @param random a cryptographically strong one
   * @throws ConfigException as {@link #readOrCreate}
   */
  public static byte[] tokenKey(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("token.key"), 32, random);
  }

  /** The key of the hashes that stand for contacts in the audit trail. */
  public static byte[] contactKey(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("contact.key"), 32, random);
  }

  /** What names this server, beside others that share a store; no secret, but as lasting. */
  public static byte[] serverId(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("server.id"), 8, random);
  }

  /**
   * Reads the secret, or makes it.
   *
   * @throws ConfigException if the file or its folder is open to others than its owner, has another
   *     length, or cannot be read or made
   */
  static byte[] readOrCreate(Path file, int length, RandomGenerator random) {
    try {
      if (Files.notExists(file)) {
        create(file, length, random);
      }
      return read(file, length);
    } catch (IOException e) {
      throw new ConfigException("the secret %s cannot be read or made: %s".formatted(file, e), e);
    }
  }

  private static byte[] read(Path file, int length) throws IOException {
    requireOwnerOnly(file, "600");
    requireOwnerOnly(folderOf(file), "700");
    long size = Files.size(file);
    if (size != length) {
      throw new ConfigException(
          "the secret %s has %,d bytes instead of %d; put the right file back, or delete it to have a"
                  .formatted(file, size, length)
              + " new one made (tokens that were given out end with the old one)",
          null);
    }
    return Files.readAllBytes(file);
  }

  /** Complete before it bears its name, so that no crash leaves half a secret. */
  private static void create(Path file, int length, RandomGenerator random) throws IOException {
    Path folder = folderOf(file);
    Files.createDirectories(folder, permissions(folder, "rwx------"));
    byte[] secret = new byte[length];
    random.nextBytes(secret);
    Path fresh = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), permissions(folder, "rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(secret);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, file, ATOMIC_MOVE);
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new NoSuchFileException(file.toString());
    }
    return folder;
  }

  private static FileAttribute<?>[] permissions(Path folder, String permissions) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void requireOwnerOnly(Path path, String mode) throws IOException {
    if (isPosix(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      throw new ConfigException(
          "%s is open to others than its owner (%s); close it with: chmod %s '%s'"
              .formatted(
                  path,
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                  mode,
                  path),
          null);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
