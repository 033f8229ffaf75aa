package io.recallscope.engine;

import io.recallscope.domain.Messages;
import java.util.List;
import java.util.Locale;

/** A page of HTML that needs nothing but itself: no script, no network; light, and fit to print. */
final class ReportPage {
  private static final String STYLE =
      """
      :root{color-scheme:light}
      body{font:14px/1.5 Inter,system-ui,-apple-system,"Segoe UI","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
      color:#1f2328;background:#fff;max-width:1080px;margin:32px auto;padding:0 24px}
      h1{font-size:24px;font-weight:650;margin:0 0 4px}h2{font-size:17px;font-weight:650;margin:36px 0 8px;
      border-bottom:1px solid #d8dee4;padding-bottom:4px}
      h3{font-size:14px;font-weight:600;margin:18px 0 6px}
      p{margin:6px 0;max-width:82ch}.muted{color:#59636e;font-size:12.5px}
      .lead p{font-size:15px}.lead p:first-child{font-weight:600;font-size:16.5px}
      table{border-collapse:collapse;margin:8px 0 14px;font-variant-numeric:tabular-nums}
      th,td{padding:3px 12px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid #eaeef2}
      th{font-weight:600;color:#59636e;font-size:12.5px}
      td.n,th.n{text-align:right;white-space:nowrap}
      table.skew td,table.skew th{padding:10px 16px;border:1px solid #d8dee4;text-align:center}
      .yes{color:#1a7f37;font-weight:600}.no{color:#cf222e;font-weight:600}
      .two{display:grid;gap:4px 28px;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr))}
      .two>div{min-width:0}
      img,svg{max-width:100%;height:auto}figure{margin:8px 0}figcaption{color:#59636e;font-size:12.5px}
      .key{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:12px;color:#59636e;margin:6px 0}
      .key i{display:inline-block;width:10px;height:10px;border-radius:5px;margin-right:5px}
      code{font:12px "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
      @media print{body{margin:0;max-width:none;font-size:11px}.two{grid-template-columns:1fr 1fr}
      h2,h3,h2+p{break-after:avoid}
      table,figure,svg{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

  private final Locale locale;
  private final StringBuilder body = new StringBuilder();

  ReportPage(Locale locale) {
    this.locale = locale;
  }

  /** A text, not yet fit for HTML. */
  String text(String key, Object... arguments) {
    return Messages.text(locale, key, arguments);
  }

  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  void title(String text) {
    element("h1", text);
  }

  void heading(String key, Object... arguments) {
    element("h2", text(key, arguments));
  }

  void small(String key, Object... arguments) {
    element("h3", text(key, arguments));
  }

  void paragraph(String text) {
    element("p", text);
  }

  void note(String key, Object... arguments) {
    body.append("<p class=\"muted\">").append(escaped(text(key, arguments))).append("</p>\n");
  }

  private void element(String name, String text) {
    body.append('<').append(name).append('>').append(escaped(text));
    body.append("</").append(name).append(">\n");
  }

  void lead(List<String> sentences) {
    body.append("<div class=\"lead\">\n");
    sentences.forEach(this::paragraph);
    body.append("</div>\n");
  }

  /** What is HTML already. */
  void raw(String html) {
    body.append(html).append('\n');
  }

  /**
   * A table; columns after so many are figures, aligned to the right.
   *
   * @param head null for none
   * @param rows cells, each fit for HTML
   */
  void table(List<String> head, List<List<String>> rows, int texts) {
    body.append("<table>\n");
    if (head != null) {
      body.append("<thead><tr>");
      for (int c = 0; c < head.size(); c++) {
        body.append(c < texts ? "<th>" : "<th class=\"n\">").append(escaped(head.get(c)));
        body.append("</th>");
      }
      body.append("</tr></thead>\n");
    }
    body.append("<tbody>\n");
    for (List<String> row : rows) {
      body.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        body.append(c < texts ? "<td>" : "<td class=\"n\">").append(row.get(c)).append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody></table>\n");
  }

  /** The whole document. */
  String html(String title) {
    return "<!DOCTYPE html>\n<html lang=\""
        + locale.toLanguageTag()
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }
}
