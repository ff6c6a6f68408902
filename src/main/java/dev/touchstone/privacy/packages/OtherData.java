package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import java.io.IOException;

/**
 * What a store keeps of persons beside their interactions, gathered for a package: an array of JSON
 * with a line for each object, which says of which contact and from which place it is. Belongs to
 * one thread.
 */
final class OtherData {
  static final String PATH = "other-data.json";

  /** Far more than anybody has: each address, request and restriction is a few hundred bytes. */
  static final int MAX_BYTES = 16 << 20;

  private final Utf8Buffer text = new Utf8Buffer();
  private long count;

  void gather(ContactId contact, OtherSource source) {
    source.tell(contact, (place, object) -> add(contact, place, object));
  }

  private void add(ContactId contact, String place, String object) {
    text.put(count == 0 ? "[\n" : ",\n");
    text.put("{\"contact\":\"").put(contact.value(), Escaping.JSON);
    text.put("\",\"place\":\"").put(place, Escaping.JSON);
    text.put("\",\"data\":").put(object).put('}');
    count++;
    if (text.length() > MAX_BYTES) {
      throw new PackageException(
          "beside interactions more than %,d bytes are kept, more than a package takes"
              .formatted(MAX_BYTES));
    }
  }

  /** How many objects there are. */
  long count() {
    return count;
  }

  /** Writes a file, once, unless there is nothing to tell. */
  void write(ZipOutput zip) throws IOException {
    if (count > 0) {
      text.put("\n]\n");
      try (ZipOutput.FileOutput file = zip.file(PATH)) {
        text.drain(file);
      }
    }
  }
}
