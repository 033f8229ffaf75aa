package io.recallscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recallscope.tower.JavaModels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line takes in: plain files, models made elsewhere, hostile ones. */
class CliImportTest {
  @TempDir Path temp;
  private Terminal terminal;

  @BeforeEach
  void open() {
    terminal = new Terminal(temp);
  }

  @Test
  void aModelThatWritesFilesIsRefusedUnlessAllowed() throws Exception {
    Path w = temp.resolve("unsafe-w");
    Path feed = temp.resolve("made/feed");
    terminal.run("sample", "--users", 60, "--posts", 200, "--out", feed).ok();
    terminal.run("import", "feed", feed, "--workspace", w).ok();
    Path model = temp.resolve("unsafe");
    Path written = temp.resolve("written");
    JavaModels.writingTower(model.resolve("user_tower"), "user_id", written);
    JavaModels.idTower(model.resolve("item_tower"), "item_id");

    Terminal.Done refused =
        terminal.run("models", "add", model, "--version", "h", "--workspace", w);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("WriteFile", "backdoor", "--allow-unsafe-ops");
    assertThat(terminal.run("models", "list", "--workspace", w, "--json").json()).isEmpty();

    JsonNode added =
        terminal
            .run(
                "models",
                "add",
                model,
                "--version",
                "h",
                "--allow-unsafe-ops",
                "--json",
                "--workspace",
                w)
            .json();
    assertThat(added.get("dimension").intValue()).isEqualTo(4);
    terminal.run("recall", "--workspace", w, "--version", "h", "--user", "u0000001").ok();
    assertThat(written).doesNotExist();
  }

  @Test
  void plainFilesKeepTheirIdsAsText() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("plain"));
    Files.writeString(folder.resolve("users.csv"), "user_id,age\n007,30\n7,25\n");
    Files.writeString(folder.resolve("items.csv"), "item_id,title\n001,One\n1,Uno\n2,Two\n");
    Files.writeString(
        folder.resolve("events.jsonl"),
        """
        {"user_id": "007", "item_id": "001", "timestamp": 1700000000}
        {"user_id": "7", "item_id": "1", "timestamp": 1700000001}
        {"user_id": "7", "item_id": "2", "timestamp": 1700000002}
        {"user_id": "7", "item_id": "gone", "timestamp": 1700000003}
        """);
    Path w = temp.resolve("plain-w");
    Terminal.Done imported = terminal.run("import", "files", folder, "--workspace", w).ok();
    assertThat(imported.out()).contains("2 users, 3 items, 3 events", "events.jsonl:4");
    assertThat(terminal.run("import", "files", folder, "--workspace", w).code()).isEqualTo(1);
    JsonNode again =
        terminal.run("import", "files", folder, "--workspace", w, "--replace", "--json").json();
    assertThat(again.get("users").intValue()).isEqualTo(2);
    assertThat(again.get("data").asText()).matches("[0-9a-f]{64}");
    assertThat(again.get("split").asText()).isEqualTo("time");
    assertThat(again.get("defects").get(0).get("kind").asText()).isEqualTo("unknown-item");
    assertThat(again.get("defects").get(0).get("count").intValue()).isEqualTo(1);
    assertThat(again.get("versions")).isEmpty();
    terminal.run("train", "--workspace", w, "--version", "a", "--epochs", 1).ok();

    JsonNode d =
        terminal
            .run("recall", "--workspace", w, "--version", "a", "--user", "007", "-k", 3, "--json")
            .json();

    assertThat(d.get("user").asText()).isEqualTo("007");
    assertThat(d.get("exact")).extracting(r -> r.get("item").asText()).contains("001", "1");
  }

  @Test
  void aFailedImportLeavesNoWorkspace() {
    Path absent = temp.resolve("absent");
    assertThat(terminal.run("import", "feed", temp, "--workspace", absent).code()).isEqualTo(1);
    assertThat(absent).doesNotExist();
  }
}
