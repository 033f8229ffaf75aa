package io.recallscope.tower;

import com.google.protobuf.InvalidProtocolBufferException;
import io.recallscope.domain.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * What a SavedModel's folder holds, read without native code.
 *
 * @param folder the folder with saved_model.pb
 * @param graph the one that is served (tag {@code serve})
 */
record SavedModelFile(Path folder, MetaGraphDef graph) {
  static final String GRAPH = "saved_model.pb";
  static final String VARIABLES = "variables";
  static final String ASSETS = "assets";
  private static final String TAG = "serve";

  static boolean isSavedModel(Path folder) {
    return Files.isRegularFile(folder.resolve(GRAPH));
  }

  /**
   * Reads and checks it.
   *
   * @throws Problem when there is none, it can't be parsed, has no graph for serving, or lacks its
   *     variables
   */
  static SavedModelFile read(Path folder) throws Problem {
    Path file = folder.resolve(GRAPH);
    // The native loader prefers this split form, so it would not load what was scanned.
    if (Files.exists(folder.resolve("saved_model.cpb"))) {
      throw new Problem(Problem.Kind.INPUT, "tower.split-graph", folder);
    }
    SavedModel model;
    try {
      model = SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "tower.no-model", folder);
    } catch (InvalidProtocolBufferException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.bad-graph", file);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", file);
    }
    List<MetaGraphDef> served = new ArrayList<>();
    for (MetaGraphDef graph : model.getMetaGraphsList()) {
      if (graph.getMetaInfoDef().getTagsList().equals(List.of(TAG))) {
        served.add(graph);
      }
    }
    // Two graphs of one tag: which of them would run is the loader's choice, so neither is trusted.
    if (served.size() != 1) {
      throw new Problem(Problem.Kind.INPUT, "tower.no-serving-graph", file, served.size());
    }
    SavedModelFile read = new SavedModelFile(folder, served.getFirst());
    read.requireVariables();
    return read;
  }

  /** Without them TensorFlow loads the model and fails at the first call only. */
  private void requireVariables() throws Problem {
    boolean variables =
        graph.getGraphDef().getNodeList().stream().anyMatch(SavedModelFile::isVariable);
    if (!variables) {
      return;
    }
    Path folderOfVariables = folder.resolve(VARIABLES);
    boolean data = false;
    if (Files.isDirectory(folderOfVariables)) {
      try (Stream<Path> files = Files.list(folderOfVariables)) {
        data = files.anyMatch(f -> f.getFileName().toString().startsWith("variables.data-"));
      } catch (IOException e) {
        throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", folderOfVariables);
      }
    }
    if (!data || !Files.isRegularFile(folderOfVariables.resolve("variables.index"))) {
      throw new Problem(Problem.Kind.INPUT, "tower.no-variables", folder);
    }
  }

  private static boolean isVariable(NodeDef node) {
    return switch (node.getOp()) {
      case "VarHandleOp", "VariableV2", "Variable" -> true;
      default -> false;
    };
  }

  /**
   * The files that make up the model, relative to its folder, in order: graph, variables, assets,
   * assets.extra. Links are not followed: a link among them is an error.
   */
  List<Path> files() throws Problem {
    List<Path> files = new ArrayList<>();
    for (String name : List.of(GRAPH, "fingerprint.pb", VARIABLES, ASSETS, "assets.extra")) {
      Path start = folder.resolve(name);
      if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(start)) {
        for (Path path : walk.sorted().toList()) {
          if (Files.isSymbolicLink(path)) {
            throw new Problem(Problem.Kind.INPUT, "tower.link", path);
          }
          if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            files.add(folder.relativize(path));
          }
        }
      } catch (IOException e) {
        throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", start);
      }
    }
    return files;
  }
}
