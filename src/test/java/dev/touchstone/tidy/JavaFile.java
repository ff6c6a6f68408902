package dev.touchstone.tidy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one Java file says, as the compiler parses it; nothing is resolved.
 *
 * @param packageName the package, such as {@code dev.touchstone.store}
 * @param nullMarked whether the package declaration in this file is {@code @NullMarked}
 * @param packageDocumented whether the package declaration in this file has a doc comment
 * @param imports what is imported, fully qualified; of a static import with the member, of an
 *     import on demand with the star
 * @param dotted every chain of names in code, such as {@code java.util.List.of}; the longest only
 * @param names every name used in code, of an annotation, a type, a method or a variable
 * @param declared every name given in code, to a type, a method or a variable
 * @param types the simple name of each type declared, nested ones too
 * @param strings the value of each string literal
 * @param suppressions the arguments of each {@code @SuppressWarnings}
 * @param bodies each method, constructor and initializer
 */
public record JavaFile(
    TextFile text,
    String packageName,
    boolean nullMarked,
    boolean packageDocumented,
    List<Finding> imports,
    List<Finding> dotted,
    List<Finding> names,
    List<Finding> declared,
    List<Finding> types,
    List<Finding> strings,
    List<Finding> suppressions,
    List<Body> bodies) {

  /** A method, constructor or initializer with code, from its first annotation to its end. */
  public record Body(Finding at, long lines) {}

  /** Everything that may name a type of another package. */
  public Stream<Finding> references() {
    return Stream.concat(imports.stream(), dotted.stream());
  }

  /** The file's name without its folder, such as {@code Main.java}. */
  public String fileName() {
    return String.valueOf(text.path().getFileName());
  }

  public boolean isMain() {
    return text.path().startsWith("src/main/java");
  }

  /** Whether it never ships: tests, and what measures. */
  public boolean isTest() {
    return text.path().startsWith("src/test/java") || text.path().startsWith("src/bench/java");
  }

  public boolean isPackageInfo() {
    return fileName().equals("package-info.java");
  }
}
