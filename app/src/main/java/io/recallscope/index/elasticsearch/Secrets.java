package io.recallscope.index.elasticsearch;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads API keys and passwords where a connection says they are, each time one is needed. */
public final class Secrets {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final UnaryOperator<String> environment;

  /**
   * @param environment value of an environment variable, null where it is not set
   */
  public Secrets(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * The value of the header Authorization, or null where the connection has no secret.
   *
   * @throws Problem NOT_FOUND when the variable or the file is not there, REFUSED when others than
   *     its owner may read the file
   */
  String authorization(Connection connection) throws Problem {
    if (!connection.hasSecret()) {
      return null;
    }
    String secret =
        connection.secretEnv() != null
            ? variable(connection)
            : file(connection, Path.of(connection.secretFile()));
    if (connection.user() != null) {
      return "Basic " + base64(connection.user() + ":" + secret);
    }
    // An API key is shown in two forms: id:key, and that in Base64.
    return "ApiKey " + (secret.contains(":") ? base64(secret) : secret);
  }

  private String variable(Connection connection) throws Problem {
    String value = environment.apply(connection.secretEnv());
    if (value == null || value.isBlank()) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "index.elastic.no-variable",
          connection.secretEnv(),
          connection.name());
    }
    return value.strip();
  }

  private static String file(Connection connection, Path file) throws Problem {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new Problem(Problem.Kind.REFUSED, "index.elastic.open-secret", file);
      }
      String value = Files.readString(file).strip();
      if (value.isEmpty()) {
        throw new Problem(
            Problem.Kind.NOT_FOUND, "index.elastic.no-secret-file", file, connection.name());
      }
      return value;
    } catch (NoSuchFileException e) {
      throw new Problem(
          e, Problem.Kind.NOT_FOUND, "index.elastic.no-secret-file", file, connection.name());
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "index.elastic.secret-file", file, e.getMessage());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
