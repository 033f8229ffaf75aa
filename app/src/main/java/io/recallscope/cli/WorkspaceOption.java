package io.recallscope.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --workspace}, which nearly every command takes. */
final class WorkspaceOption {
  @Option(
      names = "--workspace",
      required = true,
      paramLabel = "W",
      description = "Folder of the workspace.")
  Path folder;
}
