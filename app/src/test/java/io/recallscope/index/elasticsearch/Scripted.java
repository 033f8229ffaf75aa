package io.recallscope.index.elasticsearch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A socket that answers HTTP by a script, and keeps what it was asked. */
final class Scripted implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Script script;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  /** What to answer. */
  interface Script {
    /**
     * @param number of the request, from 1
     * @param line its first line
     * @return the whole response, or null to end the connection without one
     */
    String answer(int number, String line) throws InterruptedException;
  }

  Scripted(Script script) throws IOException {
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  /** First lines of the requests so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Values of the header Authorization so far. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** A response as Elasticsearch gives it. */
  static String elasticsearch(int status, String body) {
    return response(status, "X-elastic-product: Elasticsearch\r\n", "application/json", body);
  }

  static String response(int status, String headers, String type, String body) {
    return "HTTP/1.1 "
        + status
        + " x\r\n"
        + headers
        + "content-type: "
        + type
        + "\r\ncontent-length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        Thread.ofVirtual().start(() -> serve(one));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket one) {
    try (one) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = one.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.contains(" HTTP/1.1")) {
          // As a web server turns down what it can't read, TLS for one.
          out.write(
              response(400, "", "text/plain", "bad request").getBytes(StandardCharsets.UTF_8));
          return;
        }
        int length = 0;
        for (String header = in.readLine();
            header != null && !header.isEmpty();
            header = in.readLine()) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
          if (header.toLowerCase(Locale.ROOT).startsWith("authorization:")) {
            authorizations.add(header.substring(14).strip());
          }
        }
        for (int i = 0; i < length; i++) {
          in.read();
        }
        int number;
        synchronized (asked) {
          asked.add(line);
          number = asked.size();
        }
        String answer = script.answer(number, line);
        if (answer == null) {
          return;
        }
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The other side has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
