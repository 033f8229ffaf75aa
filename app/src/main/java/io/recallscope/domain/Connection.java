package io.recallscope.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How to reach an Elasticsearch cluster. Holds no secret, only where one is found: an environment
 * variable or a file, read when a request needs it.
 *
 * @param name {@code [a-z0-9][a-z0-9._-]{0,47}}
 * @param url {@code http[s]://host[:port][/prefix]}
 * @param user of a password; null where the secret is an API key, or there is none
 * @param secretEnv environment variable that holds the API key or the password, or null
 * @param secretFile file that holds it, readable by its owner only, or null
 * @param caFile certificate (PEM) that signed the server's, or null
 * @param fingerprint SHA-256 of such a certificate, 64 hex digits, or null
 * @param timeoutSeconds to connect, and for an answer, 1 to 600
 * @param mayWrite whether anything may be created, changed or deleted there
 */
public record Connection(
    String name,
    String url,
    String user,
    String secretEnv,
    String secretFile,
    String caFile,
    String fingerprint,
    int timeoutSeconds,
    boolean mayWrite) {
  /** Time-out when nobody says. */
  public static final int DEFAULT_TIMEOUT = 10;

  private static final int MAX_TIMEOUT = 600;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,47}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Fingerprints are kept in one form, without the colons that other programs print. */
  public Connection {
    if (fingerprint != null) {
      fingerprint = fingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT);
    }
  }

  /** A connection without a secret, which may only read. */
  public static Connection plain(String name, String url) {
    return new Connection(name, url, null, null, null, null, null, DEFAULT_TIMEOUT, false);
  }

  /** The same, allowed to write or not. */
  public Connection mayWrite(boolean allowed) {
    return new Connection(
        name, url, user, secretEnv, secretFile, caFile, fingerprint, timeoutSeconds, allowed);
  }

  public boolean hasSecret() {
    return secretEnv != null || secretFile != null;
  }

  /**
   * What a person may see of the credentials: where they are from, never what they are; empty where
   * there are none.
   */
  public String credentials() {
    if (!hasSecret()) {
      return "";
    }
    return (user == null ? "API key" : user)
        + " ••• ("
        + (secretEnv != null ? "$" + secretEnv : secretFile)
        + ")";
  }

  /** The address in parts. */
  public URI uri() {
    return URI.create(url);
  }

  public boolean encrypted() {
    return url.toLowerCase(Locale.ROOT).startsWith("https:");
  }

  /**
   * Refuses what could never work.
   *
   * @throws Problem (USAGE) naming the wrong part
   */
  public void check() throws Problem {
    checkName(name);
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      throw new Problem(e, Problem.Kind.USAGE, "domain.connection-url", masked(url));
    }
    if (address.getHost() == null
        || address.getUserInfo() != null
        || address.getQuery() != null
        || !("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()))) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-url", masked(url));
    }
    if (secretEnv != null && secretFile != null) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-two-secrets", name);
    }
    if (user != null && !hasSecret()) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-no-password", user);
    }
    if ((caFile != null || fingerprint != null) && !encrypted()) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-not-https", url);
    }
    if (caFile != null && fingerprint != null) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-two-trusts", name);
    }
    if (fingerprint != null && !SHA256.matcher(fingerprint).matches()) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-fingerprint", fingerprint);
    }
    if (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT) {
      throw new Problem(
          Problem.Kind.USAGE, "domain.connection-timeout", timeoutSeconds, MAX_TIMEOUT);
    }
  }

  /** Refuses what is no name of a connection or an alias. */
  public static void checkName(String name) throws Problem {
    if (!NAME.matcher(name).matches()) {
      throw new Problem(Problem.Kind.USAGE, "domain.connection-name", name, NAME.pattern());
    }
  }

  /** An address that holds a password must not be repeated with it. */
  private static String masked(String url) {
    return url.replaceFirst("//[^/@]*@", "//•••@");
  }
}
