package io.recallscope.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import io.recallscope.engine.ManageConnections;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** {@code connection}: add, list, test, remove. */
@Command(
    name = "connection",
    description = "Names ways to Elasticsearch clusters; lists them; tests one.",
    subcommands = {
      ConnectionCommand.Add.class,
      ConnectionCommand.Ls.class,
      ConnectionCommand.Test.class,
      ConnectionCommand.Remove.class
    })
final class ConnectionCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--workspace",
      paramLabel = "W",
      required = true,
      scope = ScopeType.INHERIT,
      description = "Folder of the workspace.")
  Path folder;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON.")
  boolean json;

  ConnectionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Problem {
    return list();
  }

  private int list() throws Problem {
    return console.inCatalogue(
        folder,
        session -> {
          var all = new ManageConnections(session).list();
          if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            all.forEach(each -> array.add(document(each)));
            console.json(array);
            return 0;
          }
          for (Connection each : all) {
            console.print(line(each));
          }
          if (all.isEmpty()) {
            console.notice("cli.no-connections");
          }
          return 0;
        });
  }

  private String line(Connection c) {
    return String.format(
            Locale.ROOT,
            "%-16s %-36s %-10s %s",
            c.name(),
            c.url(),
            RecallTable.text(console, c.mayWrite() ? "cli.may-write" : "cli.may-read"),
            c.credentials())
        .stripTrailing();
  }

  /** A connection in the documented form; a secret is not in it, only where it is found. */
  private static ObjectNode document(Connection c) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", c.name())
        .put("url", c.url())
        .put("user", c.user())
        .put("secretEnv", c.secretEnv())
        .put("secretFile", c.secretFile())
        .put("ca", c.caFile())
        .put("fingerprint", c.fingerprint())
        .put("timeoutSeconds", c.timeoutSeconds())
        .put("mayWrite", c.mayWrite());
  }

  @Command(
      name = "add",
      description =
          "Adds a connection, or replaces the one of that name. It may only read until --may-write"
              + " allows more. Secrets stay where they are: they are named here, not given.")
  static final class Add implements Callable<Integer> {
    @ParentCommand ConnectionCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name in this workspace.")
    String name;

    @Option(
        names = "--url",
        required = true,
        paramLabel = "URL",
        description = "Address of the cluster: https://host:9200.")
    String url;

    @ArgGroup(exclusive = false)
    Password password;

    @ArgGroup Key key;

    /** A user's password. */
    static final class Password {
      @Option(
          names = "--user",
          required = true,
          paramLabel = "U",
          description = "Name of the user.")
      String user;

      @Option(
          names = "--password-env",
          paramLabel = "VAR",
          description = "Environment variable that holds the password.")
      String env;

      @Option(
          names = "--password-file",
          paramLabel = "FILE",
          description = "File that holds the password, readable by you only.")
      Path file;
    }

    /** An API key. */
    static final class Key {
      @Option(
          names = "--api-key-env",
          paramLabel = "VAR",
          description = "Environment variable that holds an API key.")
      String env;

      @Option(
          names = "--api-key-file",
          paramLabel = "FILE",
          description = "File that holds an API key, readable by you only.")
      Path file;
    }

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description = "Certificate (PEM) that signed the cluster's.")
    Path ca;

    @Option(
        names = "--fingerprint",
        paramLabel = "SHA256",
        description = "Fingerprint of that certificate.")
    String fingerprint;

    @Option(
        names = "--timeout",
        defaultValue = "" + Connection.DEFAULT_TIMEOUT,
        paramLabel = "S",
        description = "Seconds to connect, and for an answer; default ${DEFAULT-VALUE}.")
    int timeout;

    @Option(
        names = "--may-write",
        description = "Allow to create, change and delete indexes and aliases there.")
    boolean mayWrite;

    @Override
    public Integer call() throws Problem {
      if (password != null && key != null) {
        throw new Problem(Problem.Kind.USAGE, "domain.connection-two-secrets", name);
      }
      Connection connection =
          new Connection(
              name,
              url,
              password == null ? null : password.user,
              password != null ? password.env : key == null ? null : key.env,
              path(password != null ? password.file : key == null ? null : key.file),
              path(ca),
              fingerprint,
              timeout,
              mayWrite);
      connection.check();
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            new ManageConnections(session).put(connection);
            if (parent.json) {
              parent.console.json(document(connection));
            } else {
              parent.console.say("cli.connection-added", parent.line(connection));
            }
            return 0;
          });
    }

    /** Absolute: the next command may be given in another folder. */
    private static String path(Path file) {
      return file == null ? null : file.toAbsolutePath().normalize().toString();
    }
  }

  @Command(name = "list", description = "Lists the connections.")
  static final class Ls implements Callable<Integer> {
    @ParentCommand ConnectionCommand parent;

    @Override
    public Integer call() throws Problem {
      return parent.list();
    }
  }

  @Command(name = "test", description = "Asks a cluster for its name, version and health.")
  static final class Test implements Callable<Integer> {
    @ParentCommand ConnectionCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the connection.")
    String name;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            ManageConnections.Tested found =
                new ManageConnections(session).test(name, parent.console.progress());
            if (parent.json) {
              parent.console.json(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("name", name)
                      .put("cluster", found.cluster())
                      .put("version", found.version())
                      .put("status", found.status())
                      .put("nodes", found.nodes())
                      .put("millis", found.millis()));
            } else {
              parent.console.say(
                  "cli.connection-tested",
                  name,
                  found.cluster(),
                  found.version(),
                  found.status(),
                  found.nodes(),
                  String.format(Locale.ROOT, "%.1f", found.millis()));
            }
            return 0;
          });
    }
  }

  @Command(
      name = "remove",
      description =
          "Forgets a connection, and what was attached there; the cluster stays as it is.")
  static final class Remove implements Callable<Integer> {
    @ParentCommand ConnectionCommand parent;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the connection.")
    String name;

    @Override
    public Integer call() throws Problem {
      return parent.console.inCatalogue(
          parent.folder,
          session -> {
            new ManageConnections(session).remove(name);
            if (parent.json) {
              parent.console.json(
                  JsonNodeFactory.instance.objectNode().put("name", name).put("removed", true));
            } else {
              parent.console.say("cli.connection-removed", name);
            }
            return 0;
          });
    }
  }
}
