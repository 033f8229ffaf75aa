package io.recallscope.ui.cluster;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A connection as it is typed. Of a secret only the place is asked for: the name of an environment
 * variable, or of a file.
 */
final class ConnectionDraft {
  /** Who one is to the cluster. */
  enum Credentials {
    NONE,
    API_KEY,
    PASSWORD
  }

  /** Where the secret is found. */
  enum Place {
    VARIABLE,
    FILE
  }

  /** Whose word says that the cluster is the right one. */
  enum Trust {
    SYSTEM,
    CA_FILE,
    FINGERPRINT
  }

  final StringProperty name = new SimpleStringProperty("");
  final StringProperty url = new SimpleStringProperty("");
  final ObjectProperty<Credentials> credentials = new SimpleObjectProperty<>(Credentials.NONE);
  final StringProperty user = new SimpleStringProperty("");
  final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.VARIABLE);
  final StringProperty secret = new SimpleStringProperty("");
  final ObjectProperty<Trust> trust = new SimpleObjectProperty<>(Trust.SYSTEM);
  final StringProperty certificate = new SimpleStringProperty("");
  final IntegerProperty timeout = new SimpleIntegerProperty(Connection.DEFAULT_TIMEOUT);
  final BooleanProperty mayWrite = new SimpleBooleanProperty();

  /** As of an existing one; null for a new one. */
  void show(Connection c) {
    name.set(c == null ? "" : c.name());
    url.set(c == null ? "" : c.url());
    boolean secretive = c != null && c.hasSecret();
    credentials.set(
        !secretive
            ? Credentials.NONE
            : c.user() == null ? Credentials.API_KEY : Credentials.PASSWORD);
    user.set(c == null || c.user() == null ? "" : c.user());
    place.set(secretive && c.secretFile() != null ? Place.FILE : Place.VARIABLE);
    secret.set(!secretive ? "" : c.secretEnv() != null ? c.secretEnv() : c.secretFile());
    boolean file = c != null && c.caFile() != null;
    boolean print = c != null && c.fingerprint() != null;
    trust.set(file ? Trust.CA_FILE : print ? Trust.FINGERPRINT : Trust.SYSTEM);
    certificate.set(file ? c.caFile() : print ? c.fingerprint() : "");
    timeout.set(c == null ? Connection.DEFAULT_TIMEOUT : c.timeoutSeconds());
    mayWrite.set(c != null && c.mayWrite());
  }

  /**
   * What was typed.
   *
   * @throws Problem (USAGE) naming what is wrong
   */
  Connection connection() throws Problem {
    boolean none = credentials.get() == Credentials.NONE;
    boolean variable = place.get() == Place.VARIABLE;
    if (!none && blank(secret)) {
      throw new Problem(
          Problem.Kind.USAGE,
          variable ? "ui.connection.no-variable" : "ui.connection.no-file",
          text(name));
    }
    if (credentials.get() == Credentials.PASSWORD && blank(user)) {
      throw new Problem(Problem.Kind.USAGE, "ui.connection.no-user", text(name));
    }
    if (trust.get() != Trust.SYSTEM && blank(certificate)) {
      throw new Problem(Problem.Kind.USAGE, "ui.connection.no-certificate", text(name));
    }
    Connection connection =
        new Connection(
            text(name),
            text(url),
            credentials.get() == Credentials.PASSWORD ? text(user) : null,
            none || !variable ? null : text(secret),
            none || variable ? null : path(text(secret)),
            trust.get() == Trust.CA_FILE ? path(text(certificate)) : null,
            trust.get() == Trust.FINGERPRINT ? text(certificate) : null,
            timeout.get(),
            mayWrite.get());
    connection.check();
    return connection;
  }

  /** Absolute: the next program may be started in another folder. */
  private static String path(String file) throws Problem {
    try {
      return Path.of(file).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      throw new Problem(e, Problem.Kind.USAGE, "ui.connection.path", file);
    }
  }

  private static boolean blank(StringProperty property) {
    return text(property).isEmpty();
  }

  private static String text(StringProperty property) {
    return property.get() == null ? "" : property.get().strip();
  }
}
