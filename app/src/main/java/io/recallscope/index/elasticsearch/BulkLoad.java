package io.recallscope.index.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the documents of an index in bulk: a few requests under way while the next is written. What
 * the server has no room for at the moment is sent again after a pause.
 */
final class BulkLoad {
  private static final int UNDER_WAY = 3;
  private static final int REQUEST_BYTES = 2 << 20;
  private static final int REQUEST_ROWS = 4_000;
  private static final int ATTEMPTS = 6;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long CHECK_MILLIS = 50;
  private static final int MAX_ID_BYTES = 512;

  private final Cluster cluster;
  private final String index;
  private final VectorTable items;
  private final ItemLines lines;
  private final Progress progress;
  private final List<FailedDocument> failed = Collections.synchronizedList(new ArrayList<>());
  private long done;

  BulkLoad(Cluster cluster, String index, VectorTable items, ItemLines lines, Progress progress) {
    this.cluster = cluster;
    this.index = index;
    this.items = items;
    this.lines = lines;
    this.progress = progress;
  }

  private record Sent(int rows, Future<?> answer) {}

  /**
   * Sends all.
   *
   * @return the documents that the server refused, in no certain order
   */
  List<FailedDocument> run() throws Problem {
    progress.begin("index.stage.bulk", items.size());
    Deque<Sent> underWay = new ArrayDeque<>();
    ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    try {
      int row = 0;
      while (row < items.size()) {
        progress.check();
        ByteArrayOutputStream body = new ByteArrayOutputStream(REQUEST_BYTES + (1 << 16));
        List<Integer> rows = new ArrayList<>();
        int from = row;
        while (row < items.size() && rows.size() < REQUEST_ROWS && body.size() < REQUEST_BYTES) {
          if (sendable(items.id(row))) {
            lines.write(row, body);
            rows.add(row);
          }
          row++;
        }
        if (underWay.size() == UNDER_WAY) {
          finish(underWay.removeFirst());
        }
        int count = row - from;
        byte[] bytes = body.toByteArray();
        underWay.addLast(
            new Sent(
                count,
                senders.submit(
                    () -> {
                      deliver(bytes, rows);
                      return null;
                    })));
      }
      while (!underWay.isEmpty()) {
        finish(underWay.removeFirst());
      }
    } finally {
      // Ends the requests that are still under way after a failure or a cancellation.
      senders.shutdownNow();
      senders.close();
    }
    return List.copyOf(failed);
  }

  /** One wrong id would have the server refuse the whole request. */
  private boolean sendable(String item) {
    int bytes = item.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 0 && bytes <= MAX_ID_BYTES) {
      return true;
    }
    failed.add(
        new FailedDocument(item, "id of " + bytes + " bytes; 1 to " + MAX_ID_BYTES + " allowed"));
    return false;
  }

  private void finish(Sent sent) throws Problem {
    while (true) {
      try {
        sent.answer().get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
        done += sent.rows();
        progress.report(done);
        return;
      } catch (TimeoutException e) {
        progress.report(done);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Problem p -> throw p;
          case RuntimeException r -> throw r;
          default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private void deliver(byte[] body, List<Integer> rows) throws Problem {
    byte[] bytes = body;
    List<Integer> left = rows;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      JsonNode answer =
          cluster.send(
              Call.bulk(index, bytes)
                  .with(
                      "filter_path",
                      "errors,items.*.status,items.*.error.type,items.*.error.reason,"
                          + "items.*.error.caused_by.reason"),
              progress);
      List<Integer> again =
          answer.path("errors").asBoolean() ? refused(answer, left, attempt) : List.of();
      if (!again.isEmpty()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int row : again) {
          lines.write(row, out);
        }
        bytes = out.toByteArray();
        Cluster.pause(FIRST_PAUSE_MILLIS << attempt - 1, progress);
      }
      left = again;
    }
  }

  /** Notes what was refused for good; returns the rows that the server was too busy for. */
  private List<Integer> refused(JsonNode answer, List<Integer> rows, int attempt) throws Problem {
    List<Integer> again = new ArrayList<>();
    JsonNode outcomes = answer.path("items");
    for (int i = 0; i < rows.size(); i++) {
      JsonNode outcome = outcomes.path(i).path("index");
      JsonNode error = outcome.path("error");
      if (error.isMissingNode()) {
        continue;
      }
      String reason = error.path("reason").asText();
      int status = outcome.path("status").asInt();
      if (error.path("type").asText().equals("cluster_block_exception") && status != 503) {
        throw new Problem(
            Problem.Kind.REMOTE, "index.elastic.blocked", cluster.connection().name(), reason);
      }
      if ((status == 429 || status == 503) && attempt < ATTEMPTS) {
        again.add(rows.get(i));
      } else {
        String because = error.path("caused_by").path("reason").asText("");
        failed.add(
            new FailedDocument(
                items.id(rows.get(i)),
                because.isEmpty() || reason.contains(because) ? reason : reason + ": " + because));
      }
    }
    return again;
  }
}
