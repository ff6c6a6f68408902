package dev.touchstone.privacy.packages;

/** What every page of a package has around its contents. It loads nothing and runs nothing. */
final class HtmlPage {
  private static final String STYLE =
      """
      :root{color-scheme:light;--ink:#1c2430;--soft:#5b6676;--line:#d9dee6;--mark:#0b5cad}
      *{box-sizing:border-box}
      body{margin:0 auto;padding:2.5rem 1.5rem 4rem;max-width:60rem;color:var(--ink);background:#fff;
      font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
      h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
      h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
      p{margin:.4rem 0}a{color:var(--mark)}.soft{color:var(--soft)}
      table{border-collapse:collapse;width:100%;font-size:.92rem}
      th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
      th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      td small{display:block;color:var(--soft)}td.w{white-space:nowrap;font-variant-numeric:tabular-nums}
      code{font:.86em/1.4 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
      ol{list-style:none;margin:0;padding:0}
      li{border-left:3px solid var(--line);padding:.1rem 0 .9rem 1rem;break-inside:avoid}
      li:hover{border-left-color:var(--mark)}
      time{color:var(--soft);font-variant-numeric:tabular-nums;margin-right:.5rem}
      li b{font-weight:600}
      dl{margin:.15rem 0 0;font-size:.9rem}
      dt{display:inline;color:var(--soft)}
      dd{display:inline-block;vertical-align:top;max-width:100%;margin:0 1.1rem 0 .35rem;
      overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:isolate}
      .i{font-size:.76rem;color:var(--soft)}
      nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0;font-size:.92rem}
      @page{margin:16mm}
      @media print{body{padding:0;max-width:none;font-size:10.5pt}a{color:inherit;text-decoration:none}
      nav{display:none}h2{break-after:avoid}tr{break-inside:avoid}}
      """;

  private final Utf8Buffer out;

  HtmlPage(Utf8Buffer out) {
    this.out = out;
  }

  void begin(String title) {
    out.put("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n");
    out.put("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; ");
    out.put("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    out.put("<meta name=referrer content=no-referrer>\n<meta name=robots content=noindex>\n");
    out.put("<meta name=viewport content=\"width=device-width,initial-scale=1\">\n<title>");
    out.put(title, Escaping.HTML).put("</title>\n<style>\n").put(STYLE).put("</style>\n");
  }

  void end() {
    out.put("</html>\n");
  }

  HtmlPage heading(int level, String text) {
    out.put("<h" + level + ">").put(text, Escaping.HTML).put("</h" + level + ">\n");
    return this;
  }

  HtmlPage paragraph(String text) {
    out.put("<p>").put(text, Escaping.HTML).put("</p>\n");
    return this;
  }

  HtmlPage soft(String text) {
    out.put("<p class=soft>").put(text, Escaping.HTML).put("</p>\n");
    return this;
  }

  /** A link to another file of the package. */
  void link(String path, String text) {
    out.put("<a href=\"").put(path, Escaping.HTML).put("\">");
    out.put(text, Escaping.HTML).put("</a>\n");
  }

  /** A table's head; a heading that begins with a hash is of numbers. */
  void tableHead(String... headings) {
    out.put("<table><thead><tr>");
    for (String heading : headings) {
      boolean number = heading.startsWith("#");
      out.put(number ? "<th class=n>" : "<th>");
      out.put(number ? heading.substring(1) : heading, Escaping.HTML);
    }
    out.put("</thead>\n<tbody>\n");
  }

  void tableEnd() {
    out.put("</tbody></table>\n");
  }

  HtmlPage cell(String text) {
    out.put("<td>").put(text, Escaping.HTML);
    return this;
  }

  /** A cell with something to explain it. */
  HtmlPage cell(String text, String explanation) {
    cell(text);
    if (!explanation.isEmpty()) {
      out.put("<small>").put(explanation, Escaping.HTML).put("</small>");
    }
    return this;
  }

  HtmlPage number(long number) {
    out.put("<td class=n>").put("%,d".formatted(number));
    return this;
  }

  /** A cell that is not broken into lines. */
  HtmlPage whole(String text) {
    out.put("<td class=w>").put(text, Escaping.HTML);
    return this;
  }

  HtmlPage code(String text) {
    out.put("<td><code>").put(text, Escaping.HTML).put("</code>");
    return this;
  }
}
