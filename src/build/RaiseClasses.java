import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DeadCodeOption;
import java.lang.classfile.ClassFile.ShortJumpsOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Raises the classes of libraries that are of a version from before Java 6 to that of Java 8.
 *
 * <p>Java keeps no class of so old a version in an AOT cache, because it has no stack maps: every
 * start would parse and verify it again, by the slower of two verifiers. The instructions of the
 * methods stay what they were, or the build fails; stack maps are added.
 *
 * <p>The build starts it in source mode on the JDK 25, with the folder of the libraries and the
 * beginnings of the names of those that it is about. A jar without such classes is left alone.
 */
final class RaiseClasses {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  /** Licences want changes to be told where they are. */
  private static final String NOTICE = "META-INF/CHANGES-BY-TOUCHSTONE.txt";

  private static final String CHANGES =
      """
      Class files of a version from before Java 6 were raised to that of Java 8 and given stack maps,
      by the build of Touchstone; their constants stand in another order. Nothing else was changed.
      """;

  private RaiseClasses() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String library : List.of(args).subList(1, args.length)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path jar : files.filter(file -> isOf(library, file)).toList()) {
          raise(jar);
        }
      }
    }
  }

  private static boolean isOf(String library, Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(library + "-") && name.endsWith(".jar");
  }

  private static void raise(Path jar) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".raised");
    try {
      if (raise(jar, fresh)) {
        Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean raise(Path from, Path to) throws IOException {
    boolean raised = false;
    try (JarFile jar = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file)) {
      ClassFile classes = classFile(jar);
      for (JarEntry entry : Collections.list(jar.entries())) {
        byte[] bytes = bytes(jar, entry);
        if (entry.getName().endsWith(".class")) {
          ClassModel model = classes.parse(bytes);
          if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
            bytes = raised(classes, model);
            raised = true;
          }
        }
        write(out, entry.getName(), entry.getTimeLocal(), bytes);
      }
      if (raised) {
        write(out, NOTICE, LocalDateTime.of(2026, 1, 1, 0, 0), CHANGES.getBytes(UTF_8));
      }
    }
    return raised;
  }

  private static void write(JarOutputStream out, String name, LocalDateTime time, byte[] bytes)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(time);
    out.putNextEntry(entry);
    out.write(bytes);
  }

  private static byte[] raised(ClassFile classes, ClassModel model) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Code that is passed through would be copied as it is, without stack maps.
    return classes.transformClass(
        model, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }

  /** Stack maps tell of types, so their supertypes must be found: in the jar, or in Java. */
  private static ClassFile classFile(JarFile jar) {
    ClassHierarchyResolver types =
        ClassHierarchyResolver.ofResourceParsing(
                type -> stream(jar, type.packageName(), type.displayName()))
            .orElse(ClassHierarchyResolver.defaultResolver());
    return ClassFile.of(
        ConstantPoolSharingOption.NEW_POOL,
        StackMapsOption.GENERATE_STACK_MAPS,
        // Code that would have to become another one fails the build.
        DeadCodeOption.KEEP_DEAD_CODE,
        ShortJumpsOption.FAIL_ON_SHORT_JUMPS,
        ClassHierarchyResolverOption.of(types));
  }

  private static InputStream stream(JarFile jar, String packageName, String name) {
    JarEntry entry = jar.getJarEntry(packageName.replace('.', '/') + "/" + name + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
