package dev.touchstone.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What tests do with data folders, from outside. */
final class Folders {
  private Folders() {}

  static RocksDbStore open(Path folder) {
    return RocksDbStore.open(folder, RocksDbOptions.DEFAULTS);
  }

  /** The engine's files alone, with every family of them. */
  static RocksDB openRaw(Path folder) throws RocksDBException {
    return RocksDB.open(
        folder.resolve("rocksdb").toString(),
        List.of(
            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
            new ColumnFamilyDescriptor("records".getBytes(UTF_8))),
        new ArrayList<>());
  }

  /** Starts a program of the tests in a JVM of its own. */
  static Process start(Class<?> program, Object... arguments) throws IOException {
    return new ProcessBuilder(command(program, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static List<String> command(Class<?> program, Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  /** The lines that the program prints. */
  static BufferedReader output(Process process) {
    return process.inputReader();
  }
}
