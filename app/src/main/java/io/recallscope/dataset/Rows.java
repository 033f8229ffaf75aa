package io.recallscope.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Rows of a .csv or .jsonl file (or .gz of one), one at a time. UTF-8. */
final class Rows {
  private Rows() {}

  /** Takes the rows of one file. */
  interface Handler {
    /** A column was met for the first time; all of a CSV file's before its first row. */
    void column(int index, String name) throws Problem;

    /** All columns of a CSV file are known; of a JSON Lines file, all rows were read. */
    void columnsComplete() throws Problem;

    /**
     * One row.
     *
     * @param cells per column null where empty, else a String as it stands in the file, a {@link
     *     Quoted} for a JSON string, or a {@link Listed} for a JSON array; reused for the next row
     */
    void row(long line, Object[] cells) throws Problem;
  }

  /** A JSON string: text even if it looks like a number. */
  record Quoted(String value) {}

  /** A JSON array of scalars. */
  record Listed(List<String> values) {}

  static boolean isJson(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
  }

  /**
   * Hands on every row.
   *
   * @throws Problem when the file cannot be read, is no CSV, or has too many bad rows
   */
  static void read(Path file, String stage, Defects defects, Progress progress, Handler handler)
      throws Problem {
    long rows;
    try (TextSource text = TextSource.open(file, StandardCharsets.UTF_8, progress, stage)) {
      rows =
          isJson(file)
              ? jsonLines(file, text, defects, handler)
              : csv(file, text, defects, handler);
    } catch (UncheckedIOException e) {
      throw TextSource.problem(file, e.getCause());
    } catch (IOException e) {
      throw TextSource.problem(file, e);
    } catch (CsvParseException e) {
      for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
        switch (t) {
          case CancellationException cancelled -> throw cancelled;
          case IOException io -> throw TextSource.problem(file, io);
          default -> {}
        }
      }
      throw new Problem(
          e, Problem.Kind.INPUT, "dataset.broken-csv", file, String.valueOf(e.getMessage()));
    }
    defects.endFile(file, rows);
  }

  private static long csv(Path file, TextSource text, Defects defects, Handler handler)
      throws Problem {
    Iterator<CsvRecord> records =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)
            .iterator();
    if (!records.hasNext()) {
      throw new Problem(Problem.Kind.INPUT, "dataset.empty-file", file);
    }
    CsvRecord header = records.next();
    int columns = header.getFieldCount();
    Map<String, Integer> seen = new HashMap<>();
    for (int c = 0; c < columns; c++) {
      String name = header.getField(c).strip();
      if (name.isEmpty() || seen.put(name, c) != null) {
        throw new Problem(Problem.Kind.INPUT, "dataset.duplicate-column", file, c + 1, name);
      }
      handler.column(c, name);
    }
    handler.columnsComplete();
    long rows = 0;
    Object[] cells = new Object[columns];
    CsvRecord record = null;
    while (records.hasNext()) {
      record = records.next();
      rows++;
      if (record.getFieldCount() != columns) {
        defects.count(
            Defects.Kind.FIELDS, file, record.getStartingLineNumber(), record.getFieldCount() + "");
        continue;
      }
      for (int c = 0; c < columns; c++) {
        String value = record.getField(c);
        cells[c] = value.isEmpty() ? null : value;
      }
      handler.row(record.getStartingLineNumber(), cells);
    }
    // A quote that is never closed swallows the rest of the file into one row.
    if (record != null && text.oddQuotes() && text.line() > record.getStartingLineNumber() + 1) {
      throw new Problem(
          Problem.Kind.INPUT, "dataset.open-quote", file, record.getStartingLineNumber());
    }
    return rows;
  }

  private static long jsonLines(Path file, TextSource text, Defects defects, Handler handler)
      throws IOException, Problem {
    JsonFactory json = new JsonFactory();
    Map<String, Integer> columns = new HashMap<>();
    BufferedReader lines = new BufferedReader(text, 1 << 16);
    Object[] cells = new Object[0];
    long rows = 0;
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      rows++;
      Arrays.fill(cells, null);
      boolean whole;
      try (JsonParser parser = json.createParser(line)) {
        whole = parser.nextToken() == JsonToken.START_OBJECT;
        while (whole && parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          Integer at = columns.get(name);
          if (at == null) {
            at = columns.size();
            columns.put(name, at);
            cells = Arrays.copyOf(cells, at + 1);
            handler.column(at, name);
          }
          parser.nextToken();
          whole = value(parser, cells, at);
        }
        whole =
            whole && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      } catch (JsonProcessingException e) {
        whole = false;
      }
      if (whole) {
        handler.row(number, cells);
      } else {
        defects.count(Defects.Kind.JSON, file, number, "1");
      }
    }
    handler.columnsComplete();
    return rows;
  }

  private static boolean value(JsonParser parser, Object[] cells, int at) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_NULL -> cells[at] = null;
      case VALUE_STRING -> {
        String value = parser.getText();
        cells[at] = value.isEmpty() ? null : new Quoted(value);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          cells[at] = parser.getText();
      case START_ARRAY -> {
        List<String> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
            token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          if (token == null || token.isStructStart()) {
            return false;
          }
          if (token != JsonToken.VALUE_NULL) {
            values.add(parser.getText());
          }
        }
        cells[at] = values.isEmpty() ? null : new Listed(values);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The cell as an id or label: its text. */
  static String text(Object cell) {
    return switch (cell) {
      case null -> null;
      case Quoted q -> q.value();
      case Listed l -> String.join("|", l.values());
      default -> cell.toString();
    };
  }
}
