package dev.touchstone.privacy.packages;

/**
 * A file of a package, as its manifest tells of it.
 *
 * @param bytes how many it has
 * @param sha256 of its content, as 64 lower-case hex digits
 * @param crc32 of its content
 * @param packedBytes how many bytes the ZIP has of it
 * @param packedSha256 of those bytes
 * @param rows how many rows it holds, for a file of rows; else 0
 */
record PackagedFile(
    String path,
    long bytes,
    String sha256,
    int crc32,
    long packedBytes,
    String packedSha256,
    long rows) {
  PackagedFile withRows(long newRows) {
    return new PackagedFile(path, bytes, sha256, crc32, packedBytes, packedSha256, newRows);
  }
}
