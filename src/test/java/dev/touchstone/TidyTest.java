package dev.touchstone;

import static java.util.Map.entry;

import dev.touchstone.tidy.Finding;
import dev.touchstone.tidy.JavaFile;
import dev.touchstone.tidy.SourceTree;
import dev.touchstone.tidy.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tree checks itself: what the house rules say and a machine can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TidyTest {
  private static final String BASE = "dev.touchstone";

  /** The packages there may be, and the ones each may know; the base package is {@code .}. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("interaction", Set.of()),
          entry("store", Set.of("interaction")),
          entry("store.codec", Set.of("interaction", "store")),
          entry("store.memory", Set.of("interaction", "store", "store.codec")),
          entry("store.rocksdb", Set.of("interaction", "store", "store.codec")),
          entry("store.cassandra", Set.of("interaction", "store", "store.codec")),
          entry("backup", Set.of("store", "store.rocksdb")),
          entry("privacy.audit", Set.of("interaction", "store", "config", "privacy.signature")),
          entry("config", Set.of("interaction")),
          entry("access", Set.of("interaction", "config")),
          entry("odata", Set.of("interaction", "store", "store.codec", "config")),
          entry("odata.metadata", Set.of("interaction", "odata")),
          entry(
              "odata.query",
              Set.of("interaction", "store", "store.codec", "odata", "odata.metadata")),
          entry("odata.batch", Set.of("odata", "store")),
          entry(
              "odata.api",
              Set.of(
                  "interaction", "store", "odata", "odata.metadata", "odata.query", "odata.batch")),
          entry("odata.soap", Set.of("odata", "odata.metadata", "odata.api")),
          entry("ingest", Set.of("interaction", "store", "config")),
          entry("ingest.azure", Set.of("interaction", "ingest")),
          entry("privacy", Set.of("interaction", "store", "config", "privacy.signature")),
          entry("privacy.index", Set.of("interaction", "store", "privacy")),
          entry(
              "privacy.request",
              Set.of("interaction", "store", "config", "privacy", "privacy.index")),
          entry("privacy.restriction", Set.of("interaction", "store", "config", "privacy")),
          entry("privacy.signature", Set.of("interaction", "config")),
          entry("privacy.packages", Set.of("interaction", "store", "config", "privacy.signature")),
          entry("move", Set.of("interaction", "store", "store.codec")),
          entry("telemetry", Set.of("interaction", "store")),
          entry("client", Set.of()),
          entry(
              "http",
              Set.of(
                  "interaction",
                  "store",
                  "config",
                  "access",
                  "odata",
                  "odata.api",
                  "odata.soap",
                  "ingest",
                  "backup",
                  "privacy",
                  "privacy.index",
                  "privacy.request",
                  "privacy.packages",
                  "privacy.restriction",
                  "privacy.signature",
                  "privacy.audit",
                  "telemetry")),
          entry(
              "cli",
              Set.of(
                  "interaction",
                  "store",
                  "store.codec",
                  "store.memory",
                  "store.rocksdb",
                  "store.cassandra",
                  "config",
                  "access",
                  "odata",
                  "odata.api",
                  "odata.soap",
                  "ingest",
                  "ingest.azure",
                  "privacy",
                  "privacy.index",
                  "privacy.request",
                  "privacy.packages",
                  "privacy.restriction",
                  "move",
                  "backup",
                  "privacy.audit",
                  "privacy.signature",
                  "telemetry",
                  "http",
                  "client")),
          entry(".", Set.of("cli")));

  /** Packages that never ship: what tests share, and what measures. */
  private static final Set<String> TEST_PACKAGES =
      Set.of("testing", "tidy", "bench", "bench.driver", "bench.load", "bench.postgres");

  /** The only packages that may know a library. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "org.rocksdb", Set.of("store.rocksdb"),
          "com.azure", Set.of("ingest.azure"),
          "com.datastax", Set.of("store.cassandra"),
          "org.eclipse.jetty", Set.of("http"),
          "com.nimbusds", Set.of("access"),
          "com.github.luben", Set.of("ingest"),
          "io.prometheus", Set.of("telemetry"),
          "tools.jackson",
              Set.of(
                  "odata",
                  "odata.metadata",
                  "odata.query",
                  "odata.batch",
                  "odata.api",
                  "odata.soap",
                  "ingest",
                  "config",
                  "privacy",
                  "privacy.audit",
                  "privacy.request",
                  "http",
                  "cli"),
          "picocli", Set.of("cli"));

  /** The packages that need Java and nothing else. */
  private static final Set<String> PURE_JAVA = Set.of("interaction", "client");

  /** The packages that may spell the wire's words, {@code cli} for its demonstration. */
  private static final Set<String> WIRE_SPEAKERS =
      Set.of(
          "odata",
          "odata.metadata",
          "odata.query",
          "odata.batch",
          "odata.api",
          "odata.soap",
          "client",
          "cli");

  /** The one file beside them that may: it says which path leads to which action. */
  private static final Path WIRE_ROUTES = Path.of("src/main/java/dev/touchstone/http/Routes.java");

  /** Files that may sleep. */
  private static final Set<Path> SLEEPERS = Set.of();

  private static final int MAX_MAIN_FILE_LINES = 400;
  private static final int MAX_TEST_FILE_LINES = 800;
  private static final int MAX_METHOD_LINES = 60;

  private static final Pattern WIRE_WORD = Pattern.compile("(?i)msdyncrm|odata");
  private static final Pattern VAGUE_TYPE = Pattern.compile("(Impl|Utils?|Helper|Manager)$");
  private static final Pattern CONSOLE = Pattern.compile("(^|\\.)System\\.(out|err)(\\.|$)");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern ISSUE =
      Pattern.compile("(?i)(?<![\\w/&(])#\\d{1,5}\\b|\\bissue \\d");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(/?\\*|//)|\\s//");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~}-])/(?:home|root|Users)/\\w|\\b[A-Z]:\\\\\\w");
  private static final Pattern TRAILING_SPACE = Pattern.compile("\\s$");
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern SKIPS =
      Pattern.compile("Disabled.*|Enabled(If|On|For).*|[Aa]ssum(e|ing|ption).*|TestAborted.*");
  private static final Pattern RUNNABLE_FILE =
      Pattern.compile(".*(Test|IT|OnNode|OnAzurite|OnCassandra|OnPostgres|Contract)\\.java");
  private static final Pattern TEST_ANNOTATION =
      Pattern.compile("Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate");

  private final SourceTree tree = SourceTree.read();

  @Test
  void onlyThePackagesOfTheMapExist() {
    expectNone(
        "Draw the package into ARROWS, or put the file elsewhere",
        tree.javaFiles().stream()
            .filter(file -> file.isMain() || file.isTest())
            .filter(file -> !ARROWS.containsKey(packageOf(file)))
            .filter(file -> file.isMain() || !TEST_PACKAGES.contains(packageOf(file)))
            .map(file -> file.text().at(1, "package " + file.packageName())));
  }

  @Test
  void packagesKnowOnlyWhatTheirArrowsAllow() {
    expectNone(
        "Turn the dependency round, or draw the arrow and say why in ARCHITECTURE.md",
        tree.main()
            .flatMap(
                file ->
                    file.references()
                        .filter(reference -> isBelow(BASE, reference.text()))
                        .filter(reference -> !mayKnow(packageOf(file), packageOf(reference)))
                        .map(it -> it.because(packageOf(file) + " may not know " + it.text()))));
  }

  @Test
  void interactionsAndTheClientKnowOnlyJava() {
    List<String> allowed = List.of("java", "org.jspecify", BASE);
    Pattern foreign = Pattern.compile("(javax|jdk|com|org|net|io|tools|dev|picocli)\\..*");
    expectNone(
        "This package needs java.* and nothing else",
        tree.main()
            .filter(file -> PURE_JAVA.contains(packageOf(file)))
            .flatMap(
                file ->
                    Stream.concat(
                        file.imports().stream(),
                        file.dotted().stream().filter(it -> foreign.matcher(it.text()).matches())))
            .filter(it -> allowed.stream().noneMatch(root -> isBelow(root, it.text()))));
  }

  @Test
  void librariesStayInTheirPackages() {
    expectNone(
        "Only the packages of LIBRARIES may know a library",
        tree.main()
            .flatMap(
                file ->
                    file.references()
                        .filter(reference -> isForbiddenLibrary(reference, packageOf(file)))));
  }

  @Test
  void onlyTheWirePackagesSpellTheWiresWords() {
    expectNone(
        "Say it in our words; the wire's are for odata and those who call it",
        tree.main()
            .filter(file -> !WIRE_SPEAKERS.contains(packageOf(file)))
            .filter(file -> !file.text().path().equals(WIRE_ROUTES))
            .flatMap(file -> Stream.concat(file.declared().stream(), file.strings().stream()))
            .filter(it -> WIRE_WORD.matcher(it.text()).find()));
  }

  @Test
  void filesAreShort() {
    expectNone(
        "Cut the file where a reader would",
        Stream.concat(
            longerThan(MAX_MAIN_FILE_LINES, tree.main()),
            longerThan(MAX_TEST_FILE_LINES, tree.tests())));
  }

  @Test
  void methodsAreShort() {
    expectNone(
        "A method has at most " + MAX_METHOD_LINES + " lines",
        tree.javaFiles().stream()
            .flatMap(file -> file.bodies().stream())
            .filter(body -> body.lines() > MAX_METHOD_LINES)
            .map(body -> body.at().because(body.at().text() + ": " + body.lines() + " lines")));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> documented =
        tree.javaFiles().stream()
            .filter(JavaFile::isPackageInfo)
            .map(JavaFile::packageName)
            .collect(Collectors.toSet());
    expectNone(
        "Add a package-info.java beside the file; a package of main and test has it in main",
        Stream.concat(tree.main(), tree.tests())
            .filter(file -> !documented.contains(file.packageName()))
            .map(file -> file.text().at(1, "package " + file.packageName())));
  }

  @Test
  void everyPackageIsNullMarkedAndDocumented() {
    expectNone(
        "A package-info.java is @NullMarked and has a doc comment",
        tree.javaFiles().stream()
            .filter(JavaFile::isPackageInfo)
            .filter(file -> !file.nullMarked() || !file.packageDocumented())
            .map(file -> file.text().at(1, "package " + file.packageName())));
  }

  @Test
  void nullnessIsProvedAndNotSuppressed() {
    expectNone(
        "Let the types say what may be null",
        tree.javaFiles().stream()
            .flatMap(file -> file.suppressions().stream())
            .filter(it -> it.text().contains("NullAway")));
  }

  @Test
  void typeNamesMeanSomething() {
    expectNone(
        "Name the type after what it is",
        tree.javaFiles().stream()
            .flatMap(file -> file.types().stream())
            .filter(it -> VAGUE_TYPE.matcher(it.text()).find()));
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    expectNone(
        "Log it, return it or throw it",
        tree.main()
            .filter(file -> !packageOf(file).equals("cli"))
            .flatMap(
                file ->
                    Stream.concat(
                        file.references().filter(it -> CONSOLE.matcher(it.text()).find()),
                        file.names().stream().filter(it -> it.text().equals("printStackTrace")))));
  }

  @Test
  void nothingIsLeftUnfinished() {
    expectNone("Do it, or leave it out", prose().flatMap(it -> it.linesWith(UNFINISHED)));
  }

  @Test
  void reasonsStandInTheTreeAndNotInATracker() {
    expectNone(
        "Write the reason instead of the number",
        Stream.concat(
            tree.documents().flatMap(document -> document.linesWith(ISSUE)),
            tree.javaFiles().stream()
                .flatMap(file -> file.text().linesWith(ISSUE))
                .filter(it -> COMMENT.matcher(it.text()).find())));
  }

  @Test
  void noTestCanBeSkipped() {
    expectNone(
        "A test that cannot run here is a bug of the test",
        tree.tests()
            .flatMap(file -> file.names().stream())
            .filter(it -> SKIPS.matcher(it.text()).matches()));
  }

  @Test
  void everyTestIsRun() {
    expectNone(
        "The build runs classes named *Test and *IT, *OnNode, *OnAzurite, *OnCassandra and"
            + " *OnPostgres with their profiles, and contracts through them",
        tree.tests()
            .filter(file -> !RUNNABLE_FILE.matcher(file.fileName()).matches())
            .flatMap(file -> file.names().stream())
            .filter(it -> TEST_ANNOTATION.matcher(it.text()).matches()));
  }

  @Test
  void everyFuzzTestIsRun() {
    expectNone(
        "A class named *Fuzz has one @FuzzTest, and no other class has any",
        tree.tests()
            .filter(
                file -> {
                  long fuzzTests = file.names().stream().filter(named("FuzzTest")).count();
                  return fuzzTests != (file.fileName().endsWith("Fuzz.java") ? 1 : 0);
                })
            .map(file -> file.text().at(1, file.fileName())));
  }

  @Test
  void nothingSleeps() {
    expectNone(
        "Wait for the event, or let the clock come in by the constructor",
        tree.javaFiles().stream()
            .filter(file -> !SLEEPERS.contains(file.text().path()))
            .flatMap(file -> file.names().stream())
            .filter(named("sleep")));
  }

  @Test
  void nothingNamesAMachine() {
    String here = Pattern.quote(Path.of("").toAbsolutePath().toString());
    Pattern checkout = Pattern.compile("(?<![\\w.~}*-])" + here + "(?![\\w-])");
    expectNone(
        "Paths are relative to the checkout",
        tree.textFiles().stream()
            .flatMap(
                text -> Stream.concat(text.linesWith(MACHINE_PATH), text.linesWith(checkout))));
  }

  @Test
  void linesAreClean() {
    expectNone(
        "No white space at the end of a line",
        tree.textFiles().stream().flatMap(text -> text.linesWith(TRAILING_SPACE)));
  }

  @Test
  void javaIsIndentedWithSpaces() {
    expectNone(
        "No tabs in Java", tree.javaFiles().stream().flatMap(file -> file.text().linesWith(TAB)));
  }

  @Test
  void linesEndWithLineFeedsOnly() {
    expectNone(
        "No carriage returns",
        tree.textFiles().stream()
            .filter(text -> text.content().contains("\r"))
            .map(text -> text.at(1, "carriage returns")));
  }

  @Test
  void filesEndWithOneLineFeed() {
    expectNone(
        "A file is not empty and ends with exactly one line feed",
        tree.textFiles().stream()
            .filter(text -> !text.content().endsWith("\n") || text.content().endsWith("\n\n"))
            .map(text -> text.at(text.lineCount(), "the end")));
  }

  private static void expectNone(String rule, Stream<Finding> findings) {
    List<String> lines = findings.map(Finding::toString).distinct().sorted().toList();
    if (!lines.isEmpty()) {
      Assertions.fail("%s:%n  %s", rule, String.join(System.lineSeparator() + "  ", lines));
    }
  }

  /** Where the tree speaks to its readers: code that ships, and documents. */
  private Stream<TextFile> prose() {
    return Stream.concat(tree.main().map(JavaFile::text), tree.documents());
  }

  private static Stream<Finding> longerThan(int lines, Stream<JavaFile> files) {
    return files
        .map(JavaFile::text)
        .filter(text -> text.lineCount() > lines)
        .map(text -> text.at(text.lineCount(), "more than " + lines + " lines"));
  }

  private static Predicate<Finding> named(String name) {
    return it -> it.text().equals(name);
  }

  private static boolean mayKnow(String from, String to) {
    return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
  }

  private static boolean isForbiddenLibrary(Finding reference, String from) {
    return LIBRARIES.entrySet().stream()
        .anyMatch(it -> isBelow(it.getKey(), reference.text()) && !it.getValue().contains(from));
  }

  private static boolean isBelow(String root, String name) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static String packageOf(JavaFile file) {
    return withoutBase(file.packageName());
  }

  /** The package of a reference: its leading segments in lower case. */
  private static String packageOf(Finding reference) {
    return withoutBase(
        Stream.of(reference.text().split("\\."))
            .takeWhile(segment -> Character.isLowerCase(segment.charAt(0)))
            .collect(Collectors.joining(".")));
  }

  private static String withoutBase(String packageName) {
    return packageName.equals(BASE) ? "." : packageName.replaceFirst("^" + BASE + "\\.", "");
  }
}
