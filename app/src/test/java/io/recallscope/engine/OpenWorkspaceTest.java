package io.recallscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenWorkspaceTest {
  @TempDir Path folder;

  private void importFails(Path workspace, Path source, String code) {
    assertThatThrownBy(
            () ->
                OpenWorkspace.importInto(
                    workspace,
                    folder.resolve("cache"),
                    new ImportDataset.Request("feed", source, false, "time", 0.1),
                    Progress.NONE))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
  }

  @Test
  void aFolderThatIsNoWorkspaceIsRefusedAndLeftAsItIs() throws Exception {
    Path project = folder.resolve("project");
    Path data = Files.createDirectories(project.resolve("data")).resolve("mine.csv");
    Path model = Files.createDirectories(project.resolve("models")).resolve("mine.pb");
    Files.writeString(data, "x");
    Files.writeString(model, "y");
    importFails(project, folder, "workspace.not-empty");
    assertThat(data).hasContent("x");
    assertThat(model).hasContent("y");
  }

  @Test
  void aWorkspaceThatIsBeingMadeElsewhereIsLeftAlone() throws Exception {
    Path workspace = folder.resolve("w");
    try (Session held = Session.openOrCreate(workspace, folder.resolve("cache"))) {
      importFails(workspace, folder, "workspace.in-use");
      assertThat(held.hasDataset()).isFalse();
    }
    assertThat(workspace.resolve("workspace.mv.db")).exists();
  }

  @Test
  void aFailedFirstImportLeavesNoWorkspaceBehind() {
    Path workspace = folder.resolve("w");
    importFails(workspace, folder.resolve("absent"), "engine.no-source");
    assertThat(workspace).doesNotExist();
  }
}
