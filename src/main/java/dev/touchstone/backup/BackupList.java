package dev.touchstone.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A backup's list of files as text, one file a line; the last line is the digest of all before it,
 * so a list that is not whole is told from one that is.
 */
final class BackupList {
  static final int MAX_FILES = 1_000_000;
  static final int FORMAT = 1;

  private static final String FIRST = "touchstone backup, format ";
  private static final String LAST = "end ";
  private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z");
  private static final Pattern HEAD =
      Pattern.compile(
          Pattern.quote(FIRST) + "(\\d{1,9})\nmade (\\S{20,40})\nledger ([\\x20-\\x7e]{1,200})\n");
  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) (\\S{20,40}) (\\S+)\n");

  private BackupList() {}

  /** Whether a backup may have the name. */
  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  static byte[] encode(Backup backup) {
    String text =
        FIRST
            + FORMAT
            + "\nmade "
            + backup.made()
            + "\nledger "
            + backup.ledger()
            + "\n"
            + backup.files().stream().map(BackupList::line).collect(Collectors.joining());
    return (text + LAST + Digests.sha256(text.getBytes(UTF_8)) + "\n").getBytes(UTF_8);
  }

  private static String line(BackupFile file) {
    return "%s %d %s %s\n".formatted(file.sha256(), file.size(), file.modified(), file.path());
  }

  /**
   * @throws BackupException if it is not what was written, or of a newer format
   */
  static Backup decode(String id, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.lastIndexOf(LAST);
    Matcher head = HEAD.matcher(text);
    if (end < 0 || !head.lookingAt()) {
      throw damaged(id);
    }
    if (Integer.parseInt(head.group(1)) != FORMAT) {
      throw BackupException.refused(
          "backup %s is of format %s, this program knows %d; use the newer program"
              .formatted(id, head.group(1), FORMAT));
    }
    String content = text.substring(0, end);
    if (!text.substring(end).equals(LAST + Digests.sha256(content.getBytes(UTF_8)) + "\n")) {
      throw damaged(id);
    }
    try {
      return new Backup(
          id, Instant.parse(head.group(2)), head.group(3), files(id, content, head.end()));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw BackupException.damaged("the list of backup %s cannot be read".formatted(id), e);
    }
  }

  private static List<BackupFile> files(String id, String content, int from) {
    List<BackupFile> files = new ArrayList<>();
    Matcher line = FILE.matcher(content);
    for (int at = from; at < content.length(); at = line.end()) {
      if (!line.find(at) || line.start() != at || files.size() == MAX_FILES) {
        throw damaged(id);
      }
      files.add(
          new BackupFile(
              line.group(4),
              Long.parseLong(line.group(2)),
              Instant.parse(line.group(3)),
              line.group(1)));
    }
    return files;
  }

  private static BackupException damaged(String id) {
    return BackupException.damaged(
        "the list of backup %s is not what was written; use another backup".formatted(id), null);
  }
}
