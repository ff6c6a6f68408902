package dev.touchstone.config;

import dev.touchstone.interaction.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the texts of settings from where they are set. What is added later wins, so add the file,
 * then the environment, then the command line. Not safe for concurrent use.
 */
public final class Settings {
  /** The file of settings that is read from a data folder if it is there. */
  public static final String FILE_NAME = "touchstone.properties";

  private static final long MAX_FILE_BYTES = 1 << 20;

  /** In a file the retention of each type may have a line of its own. */
  private static final String RETENTION_OF = Setting.RETENTION.key() + ".";

  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@,\\s]*@");

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  /**
   * A text and where it came from.
   *
   * @param source for a message: {@code --port}, {@code TOUCHSTONE_SERVER_PORT}, a file and key
   * @param folder where a relative path of this value starts
   */
  record Value(String text, String source, Path folder) {}

  /**
   * Takes every setting of a properties file in UTF-8.
   *
   * @throws ConfigException if the file cannot be read, is larger than 1 MiB, or has a key that is
   *     not known or stands in it twice
   */
  public Settings addFile(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path base = folder == null ? Path.of("") : folder;
    StringJoiner retention = new StringJoiner(", ");
    for (Map.Entry<Object, Object> entry : new TreeMap<>(read(file)).entrySet()) {
      String key = entry.getKey().toString();
      String text = entry.getValue().toString().strip();
      if (key.startsWith(RETENTION_OF)) {
        retention.add(key.substring(RETENTION_OF.length()) + "=" + text);
      } else {
        Setting setting = Setting.byKey(key).orElseThrow(() -> unknown(file, key));
        if (setting == Setting.RETENTION) {
          retention.add(text);
        } else {
          values.put(setting, new Value(text, key + " in " + file, base));
        }
      }
    }
    if (retention.length() > 0) {
      values.put(Setting.RETENTION, new Value(retention.toString(), "retention in " + file, base));
    }
    return this;
  }

  /**
   * Takes the environment variables that name settings. Others of the same prefix are left alone:
   * container platforms make up their own for a service named touchstone.
   */
  public Settings addEnvironment(Function<String, @Nullable String> environment) {
    for (Setting setting : Setting.values()) {
      String text = environment.apply(setting.environmentName());
      if (text != null && !text.isEmpty()) {
        add(setting, text, setting.environmentName());
      }
    }
    return this;
  }

  /**
   * Takes one text if it is there.
   *
   * @param source where it was set, for a message
   */
  public Settings add(Setting setting, @Nullable String text, String source) {
    if (text != null) {
      values.put(setting, new Value(text.strip(), source, Path.of("")));
    }
    return this;
  }

  /**
   * Reads the texts.
   *
   * @throws ConfigException if one of them is not accepted
   */
  public Config toConfig() {
    return ConfigReader.read(this);
  }

  /**
   * What each setting is, by its key. Credentials within a URL, where none belong, are left out.
   */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      texts.put(setting.key(), CREDENTIALS.matcher(get(setting).text()).replaceAll("//"));
    }
    return Collections.unmodifiableSortedMap(texts);
  }

  Value get(Setting setting) {
    return values.getOrDefault(
        setting, new Value(setting.defaultText(), "the default of " + setting.key(), Path.of("")));
  }

  private static Properties read(Path file) {
    Properties properties = new UniqueProperties(file);
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new ConfigException(
            "%s is larger than %,d bytes, the most of a file of settings"
                .formatted(file, MAX_FILE_BYTES),
            null);
      }
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("the settings in " + file + " cannot be read: " + e, e);
    }
  }

  private static ConfigException unknown(Path file, String key) {
    return new ConfigException(
        "'%s' in %s is not a setting; did you mean '%s'?"
            .formatted(key, file, Nearest.of(key, Setting.keys())),
        null);
  }

  /** Refuses a key that stands in the file twice, of which the last would silently win. */
  private static final class UniqueProperties extends Properties {
    private static final long serialVersionUID = 1L;
    private final transient Path file;

    UniqueProperties(Path file) {
      this.file = file;
    }

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new ConfigException("'%s' stands twice in %s".formatted(key, file), null);
      }
      return super.put(key, value);
    }
  }
}
