package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.TypeName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for the files of types, on any file system: none is reserved on Windows, and no two differ
 * in case alone. What tells them apart is a plus sign, which no type has in its name.
 */
final class FileNames {
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private final Set<String> taken = new HashSet<>();

  /** A name of its own for a type, without an extension. */
  String next(String folder, TypeName type) {
    boolean odd = RESERVED.matcher(type.value()).matches() || type.value().startsWith(".");
    String name = folder + "/" + (odd ? "+" : "") + type.value();
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = folder + "/" + type.value() + "+case" + i;
    }
    return name;
  }

  /** The name of a part of a file, the first being 1. */
  static String part(String name, int part, String extension) {
    return part == 1 ? name + extension : name + "+" + part + extension;
  }
}
