package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.privacy.audit.AuditBlocks;
import dev.touchstone.privacy.audit.AuditHead;
import dev.touchstone.privacy.audit.AuditReader;
import dev.touchstone.privacy.audit.AuditVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies the audit trail. */
@Command(
    name = "verify",
    description = {
      "Check that nothing was taken out of the audit trail, put in or changed.",
      "The last line tells how far it goes: written down elsewhere and given as --anchor later,",
      "it shows that nothing up to there was cut off.",
    })
final class AuditVerifyCommand implements Callable<Integer> {
  @Option(
      names = "--anchor",
      paramLabel = "'SERVER DAY BLOCK DIGEST'",
      description = "How far the trail is known to have gone; may be given several times.")
  private List<String> anchors = List.of();

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  AuditVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      AuditBlocks blocks = open.trail().blocks();
      List<AuditHead> heads = blocks.heads();
      List<AuditHead> known = new ArrayList<>(heads);
      anchors.forEach(anchor -> known.add(parse(anchor)));
      AuditReader reader = open.trail().reader();
      AuditVerifier.Report report =
          new AuditVerifier(open.signingKeys().publicKeys(), known).verify(reader::blocks);
      return tell(report, heads);
    }
  }

  private int tell(AuditVerifier.Report report, List<AuditHead> heads) {
    report.findings().forEach(finding -> console.say("WRONG: " + finding));
    if (report.unlisted() > 0) {
      console.say("WRONG: %s more".formatted(Figures.count(report.unlisted())));
    }
    console.say(
        "%s in %s of %s: %s"
            .formatted(
                Figures.count(report.events(), "event"),
                Figures.count(report.blocks(), "block"),
                Figures.count(report.servers(), "server"),
                report.isGood() ? "nothing is wrong" : "the trail is not as it was written"));
    heads.forEach(head -> console.say("anchor " + head.text()));
    return (report.isGood() ? ExitCode.OK : ExitCode.DAMAGED).number();
  }

  private static AuditHead parse(String anchor) {
    return AuditHead.parse(anchor.startsWith("anchor ") ? anchor.substring(7) : anchor)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "--anchor: '%s' is not accepted; accepted is such a line as 'audit verify' ends with"
                        .formatted(anchor),
                    null));
  }
}
