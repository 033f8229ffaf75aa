package io.recallscope.cli;

import picocli.CommandLine.Option;

/** {@code --version NAME}: which model version. */
final class VersionOption {
  @Option(
      names = "--version",
      required = true,
      paramLabel = "NAME",
      description = "Name of the model version.")
  String name;
}
