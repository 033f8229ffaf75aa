package io.recallscope.index.elasticsearch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A real Elasticsearch in a process of its own, on the loopback, one per version and JVM: started
 * when first asked for, stopped when the JVM ends. The build puts the zips, which are made for
 * tests, into {@code target/elasticsearch}. Where a server can't start, {@link #of} ends the test
 * as skipped and says why.
 */
public final class RealServer {
  /** The older of the two versions that are tested. */
  public static final String V8 = "8.19.20";

  /** The newer one. */
  public static final String V9 = "9.5.3";

  private static final long READY_SECONDS = 180;
  private static final Map<String, RealServer> RUNNING = new HashMap<>();
  private static final Map<String, String> FAILED = new HashMap<>();

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private final boolean secured;
  private Process process;

  private RealServer(Path folder, int port, List<String> settings, boolean secured) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
    this.secured = secured;
  }

  /** Prepares the configuration before the first start. */
  interface Preparing {
    /**
     * @param config the server's folder of settings
     * @return further settings, {@code name=value}
     */
    List<String> in(Path config) throws IOException, InterruptedException;
  }

  /** The plain server of that version: no security, no TLS. */
  public static RealServer of(String version) {
    return of(version, version, false, config -> List.of());
  }

  /** As the other, prepared; the name tells it from the version's plain one. */
  static synchronized RealServer of(
      String name, String version, boolean secured, Preparing preparing) {
    RealServer running = RUNNING.get(name);
    if (running == null && !FAILED.containsKey(name)) {
      try {
        running = start(version, secured, preparing);
        RUNNING.put(name, running);
      } catch (IOException e) {
        FAILED.put(name, String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        FAILED.put(name, "interrupted");
      }
    }
    assumeTrue(
        running != null, "Elasticsearch " + name + " could not be started: " + FAILED.get(name));
    return running;
  }

  int port() {
    return port;
  }

  public String url() {
    return (secured ? "https" : "http") + "://localhost:" + port;
  }

  Path config() {
    return folder.resolve("config");
  }

  private static RealServer start(String version, boolean secured, Preparing preparing)
      throws IOException, InterruptedException {
    Path zip = Path.of("target", "elasticsearch", "elasticsearch-" + version + ".zip");
    if (!Files.isRegularFile(zip)) {
      throw new IOException(zip + " is missing; mvn verify puts it there");
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    // As root the server runs as nobody, who can't enter everyone's target.
    Path parent =
        root
            ? Files.createTempDirectory("recallscope-elasticsearch")
            : Files.createTempDirectory(zip.toAbsolutePath().getParent(), "run");
    unzip(zip, parent);
    Path folder = parent.resolve("elasticsearch-" + version);
    Files.createDirectory(folder.resolve("tmp"));
    List<String> settings = new ArrayList<>(preparing.in(folder.resolve("config")));
    if (root) {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
      run(List.of("chown", "-R", "65534:65534", parent.toString()));
    }
    if (!secured) {
      settings.add("xpack.security.enabled=false");
    }
    RealServer server = new RealServer(folder, freePort(), settings, secured);
    // Before it runs: stopped also where it never becomes ready.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(server, parent)));
    server.start();
    return server;
  }

  /** Starts it, on the port and with the data it had before. */
  void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of("bin/elasticsearch", "-Ediscovery.type=single-node"));
    command.addAll(
        List.of(
            "-Enetwork.host=127.0.0.1",
            "-Ehttp.port=" + port,
            "-Etransport.port=" + freePort(),
            "-Enode.name=test",
            // A busy disk is no reason to refuse documents here.
            "-Ecluster.routing.allocation.disk.threshold_enabled=false"));
    settings.forEach(setting -> command.add("-E" + setting));
    Path log = folder.resolve("started.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    // Not everyone may write to the usual one.
    builder.environment().put("ES_TMPDIR", folder.resolve("tmp").toString());
    builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    process = builder.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!answers()) {
      boolean ended = !process.isAlive();
      if (ended || System.nanoTime() > end) {
        kill();
        throw new IOException(
            (ended ? "it ended: " : "not ready after " + READY_SECONDS + " s: ") + last(log));
      }
      Thread.sleep(200);
    }
  }

  /** Ready once its log says that it has started: the port is open earlier than that. */
  private boolean answers() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
    } catch (IOException e) {
      return false;
    }
    return Files.readString(folder.resolve("started.log")).contains("recovered [");
  }

  /** Ends it at once, as a power cut would; its data stays. */
  void kill() {
    if (process != null) {
      // The script's JVM has started the server's.
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(each -> each.onExit().completeOnTimeout(each, 30, TimeUnit.SECONDS).join());
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String last(Path log) throws IOException {
    String text = Files.readString(log).strip();
    return text.substring(Math.max(0, text.length() - 600)).replace('\n', ' ');
  }

  static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + ": " + out.strip());
    }
  }

  private static void unzip(Path zip, Path into) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
          throw new IOException("leads out of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          copy(in, path);
          if (path.getParent().endsWith("bin")) {
            path.toFile().setExecutable(true);
          }
        }
      }
    }
  }

  private static void copy(InputStream in, Path path) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      in.transferTo(out);
    }
  }

  /** Stops the server of a folder, then takes the folder away. */
  private static void delete(RealServer server, Path folder) {
    server.kill();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE; // gone in the meantime
            }

            @Override
            public FileVisitResult postVisitDirectory(Path made, IOException failure)
                throws IOException {
              Files.deleteIfExists(made);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
