package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** Shows the catalogue. */
@Command(
    name = "types",
    description = "Show the interaction types, or one of them with its columns.")
final class TypesCommand implements Callable<Integer> {
  /** On a narrower terminal descriptions would be a word wide. */
  private static final int WIDTH_WITH_DESCRIPTIONS = 110;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A name or other spelling of a type.")
  @Nullable String name;

  @Option(names = "--json", description = "Write JSON: an array of types, or one type.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  TypesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TypeCatalogue catalogue = settings.read(console, null).catalogue();
    if (name == null) {
      showAll(catalogue.types());
    } else {
      show(find(catalogue, name));
    }
    return ExitCode.OK.number();
  }

  private static InteractionType find(TypeCatalogue catalogue, String name) {
    return catalogue
        .find(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "'%s' is not an interaction type; did you mean '%s'?"
                        .formatted(name, catalogue.nearest(name)),
                    null));
  }

  private void showAll(List<InteractionType> types) {
    if (json) {
      console.say(Json.toString(out -> writeAll(out, types)));
      return;
    }
    boolean isDescribed = console.outWidth() >= WIDTH_WITH_DESCRIPTIONS;
    List<Heading> headings =
        List.of(
            Heading.left("Type"),
            Heading.left("Documented"),
            Heading.left("Contact"),
            Heading.right("Columns"),
            Heading.left("Description"));
    Table table = new Table(isDescribed ? headings : headings.subList(0, 4));
    for (InteractionType type : types) {
      List<String> cells =
          List.of(
              type.name().value(),
              type.documented() ? "yes" : "no",
              type.perContact() ? "yes" : "no",
              Figures.count(type.columns().size()),
              description(type));
      table.add(isDescribed ? cells : cells.subList(0, 4));
    }
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    console.say("");
    console.say("%s. More of one: touchstone types NAME".formatted(summary(types)));
  }

  private static String summary(List<InteractionType> types) {
    return Figures.count(types.size(), "type")
        + ", "
        + Figures.count(types.stream().filter(InteractionType::documented).count())
        + " of them documented for the action";
  }

  private static String description(InteractionType type) {
    String also =
        type.aliases().isEmpty() ? "" : "Also " + String.join(", ", type.aliases()) + ". ";
    return also + (type.description() == null ? "" : type.description());
  }

  private void show(InteractionType type) {
    if (json) {
      console.say(Json.toString(out -> write(out, type)));
      return;
    }
    Style style = console.outStyle();
    console.say(style.bold(type.name().value()));
    fact("also named", others(type));
    fact("category", type.category() == null ? "" : type.category());
    fact("documented", type.documented() ? "yes" : "no");
    fact("contact", type.perContact() ? "yes" : "no, its rows belong to no contact");
    fact("description", type.description() == null ? "" : type.description());
    if (type.columns().isEmpty()) {
      fact("columns", "none are known");
      return;
    }
    console.say("");
    Table table = new Table(Heading.left("Column"), Heading.left("Data type"));
    for (Column column : type.columns()) {
      table.add(column.name(), column.dataType().spelling());
    }
    table.lines(console.outWidth(), style).forEach(console::say);
  }

  private static String others(InteractionType type) {
    Stream<String> others =
        type.spellings().filter(spelling -> !spelling.equals(type.name().value()));
    return others.collect(Collectors.joining(", "));
  }

  private void fact(String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    int indent = 14;
    List<String> lines = Table.wrap(Table.harmless(value), console.outWidth() - indent);
    console.say("%-12s  %s".formatted(name, lines.getFirst()));
    lines.stream().skip(1).forEach(line -> console.say(" ".repeat(indent) + line));
  }

  private static void writeAll(JsonGenerator out, List<InteractionType> types) {
    out.writeStartArray();
    types.forEach(type -> write(out, type));
    out.writeEndArray();
  }

  /** The form of a file of types, so that the output can be the start of one. */
  private static void write(JsonGenerator out, InteractionType type) {
    out.writeStartObject();
    out.writeStringProperty("name", type.name().value());
    out.writeArrayPropertyStart("aliases");
    type.aliases().forEach(out::writeString);
    out.writeEndArray();
    out.writeBooleanProperty("documented", type.documented());
    writeIfKnown(out, "category", type.category());
    writeIfKnown(out, "description", type.description());
    out.writeBooleanProperty("perContact", type.perContact());
    writeIfKnown(out, "exportEntity", type.exportEntity());
    out.writeArrayPropertyStart("exportColumns");
    for (Column column : type.columns()) {
      out.writeStartObject();
      out.writeStringProperty("name", column.name());
      out.writeStringProperty("dataType", column.dataType().spelling());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeIfKnown(JsonGenerator out, String name, @Nullable String text) {
    if (text != null) {
      out.writeStringProperty(name, text);
    }
  }
}
