package io.recallscope.tower;

import io.recallscope.domain.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;

/**
 * Judges a SavedModel before anything of it runs: a SavedModel is a program, and loading alone runs
 * its initialisation and restore operations. Pure Java over the protos.
 *
 * <p>Allowed are the operations of {@code allowed-ops.txt} and calls of the model's own functions;
 * save and restore operations where only the SaverDef reaches them, writing ones not from its
 * restore operation (which loading runs), and reading ones only of the file that the loader feeds;
 * table files that are listed assets inside {@code assets/}, read while loading only.
 */
public final class GraphScan {
  private static final Set<String> WRITES =
      Set.of("SaveV2", "Save", "SaveSlices", "MergeV2Checkpoints");
  private static final Set<String> RESTORES = Set.of("RestoreV2", "Restore", "RestoreSlice");
  private static final Set<String> FILE_NAMES = Set.of("ShardedFilename", "ShardedFilespec");
  private static final Set<String> TABLE_FILES =
      Set.of("InitializeTableFromTextFile", "InitializeTableFromTextFileV2");
  private static final Set<String> INIT_COLLECTIONS =
      Set.of("saved_model_main_op", "legacy_init_op", "saved_model_init_op");
  private static final String INIT_SIGNATURE = "__saved_model_init_op";

  private final Path folder;
  private final MetaGraphDef graph;
  private final GraphReach reach;
  private final Set<String> allowed = allowedOperations();
  private final List<Finding> findings = new ArrayList<>();

  private GraphReach.Reached run;
  private GraphReach.Reached restore;
  private GraphReach.Reached signatures;
  private String fileNode;
  private Map<String, String> assets;

  /** Why an operation is refused. */
  public enum Reason {
    /** Not on the list. */
    NOT_ALLOWED,
    /** A save or restore operation that more than the SaverDef reaches. */
    OUTSIDE_SAVER,
    /** Its file is no listed asset inside the model's assets folder. */
    FILE_OUTSIDE_ASSETS
  }

  /**
   * One operation that is not safe.
   *
   * @param function of the library that holds the node, empty for the graph itself
   */
  public record Finding(String op, String node, String function, Reason reason) {
    /** The node, with its function before it. */
    public String place() {
      return function.isEmpty() ? node : function + "/" + node;
    }
  }

  /**
   * What was found.
   *
   * @param nodes nodes judged, those of functions included
   * @param functions functions in the library
   * @param findings every operation that is not safe, empty for a good model
   */
  public record Report(Path folder, int nodes, int functions, List<Finding> findings) {
    public Report {
      findings = List.copyOf(findings);
    }

    /**
     * @throws Problem REFUSED, naming the operations and their nodes, unless there is none
     */
    public void require() throws Problem {
      if (!findings.isEmpty()) {
        Finding first = findings.getFirst();
        String all =
            findings.stream()
                .limit(8)
                .map(f -> f.op() + " (" + f.place() + ")")
                .collect(Collectors.joining(", "));
        String list = findings.size() > 8 ? all + ", …" : all;
        throw new Problem(
            Problem.Kind.REFUSED,
            "tower.unsafe-op",
            first.op(),
            first.place(),
            findings.size(),
            list,
            folder);
      }
    }
  }

  private GraphScan(SavedModelFile model) {
    this.folder = model.folder();
    this.graph = model.graph();
    this.reach = new GraphReach(graph.getGraphDef());
  }

  /**
   * Judges the SavedModel in a folder.
   *
   * @throws Problem when there is none or it can't be parsed; what is unsafe is in the report
   */
  public static Report scan(Path folder) throws Problem {
    return scan(SavedModelFile.read(folder));
  }

  static Report scan(SavedModelFile model) {
    return new GraphScan(model).judge();
  }

  private Report judge() {
    findReach();
    int nodes = 0;
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      nodes++;
      judge("", node, run.nodes().contains(node.getName()));
    }
    for (FunctionDef function : graph.getGraphDef().getLibrary().getFunctionList()) {
      String name = function.getSignature().getName();
      for (NodeDef node : function.getNodeDefList()) {
        nodes++;
        judge(name, node, run.functions().contains(name));
      }
    }
    return new Report(folder, nodes, graph.getGraphDef().getLibrary().getFunctionCount(), findings);
  }

  /** Splits graph and library into what can run, and what only saving and restoring can reach. */
  private void findReach() {
    SaverDef saver = graph.getSaverDef();
    fileNode = GraphReach.nodeOf(saver.getFilenameTensorName());
    assets = assets();
    restore = reach.from(List.of(GraphReach.nodeOf(saver.getRestoreOpName())), List.of());
    GraphReach.Reached save =
        reach.from(List.of(GraphReach.nodeOf(saver.getSaveTensorName())), List.of());

    Set<String> served = new HashSet<>();
    Set<String> initial = new HashSet<>();
    graph
        .getSignatureDefMap()
        .forEach((name, s) -> (name.equals(INIT_SIGNATURE) ? initial : served).addAll(tensors(s)));
    graph
        .getCollectionDefMap()
        .forEach(
            (name, c) -> {
              if (INIT_COLLECTIONS.contains(name)) {
                c.getNodeList().getValueList().forEach(v -> initial.add(GraphReach.nodeOf(v)));
              }
            });
    signatures = reach.from(served, List.of());

    Set<String> roots = new HashSet<>(served);
    roots.addAll(initial);
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      if (!save.nodes().contains(node.getName()) && !restore.nodes().contains(node.getName())) {
        roots.add(node.getName());
      }
    }
    Set<String> rootFunctions = new HashSet<>();
    for (FunctionDef function : graph.getGraphDef().getLibrary().getFunctionList()) {
      String name = function.getSignature().getName();
      boolean ofSaver = save.functions().contains(name) || restore.functions().contains(name);
      // Functions that say they implement one interface may be swapped for each other.
      if (!ofSaver || function.containsAttr("api_implements")) {
        rootFunctions.add(name);
      }
    }
    run = reach.from(roots, rootFunctions);
  }

  private static Set<String> tensors(SignatureDef signature) {
    Set<String> names = new HashSet<>();
    signature.getInputsMap().values().forEach(t -> names.add(GraphReach.nodeOf(t.getName())));
    signature.getOutputsMap().values().forEach(t -> names.add(GraphReach.nodeOf(t.getName())));
    return names;
  }

  private void judge(String function, NodeDef node, boolean runs) {
    String op = node.getOp();
    if (reach.isFunction(op) || allowed.contains(op)) {
      return;
    }
    if (WRITES.contains(op) || RESTORES.contains(op) || FILE_NAMES.contains(op)) {
      boolean restoring =
          function.isEmpty()
              ? restore.nodes().contains(node.getName())
              : restore.functions().contains(function);
      boolean strays =
          RESTORES.contains(op)
              && restoring
              && !Set.of(fileNode).containsAll(reach.sources(function, node, 0));
      if (runs || (restoring && WRITES.contains(op)) || strays) {
        add(function, node, Reason.OUTSIDE_SAVER);
      }
      return;
    }
    if (TABLE_FILES.contains(op)) {
      boolean served =
          function.isEmpty()
              ? signatures.nodes().contains(node.getName())
              : signatures.functions().contains(function);
      // The loader feeds the asset's true place during initialisation only; a signature that read
      // the table again would read the constant itself, which may name any file.
      if (served || !reach.sources(function, node, 1).stream().allMatch(this::isAsset)) {
        add(function, node, Reason.FILE_OUTSIDE_ASSETS);
      }
      return;
    }
    add(function, node, Reason.NOT_ALLOWED);
  }

  private void add(String function, NodeDef node, Reason reason) {
    findings.add(new Finding(node.getOp(), node.getName(), function, reason));
  }

  /** Asset constants, by node, and the file each is fed with. */
  private Map<String, String> assets() {
    List<AssetFileDef> listed = new ArrayList<>(graph.getAssetFileDefList());
    CollectionDef old = graph.getCollectionDefMap().get("saved_model_assets");
    if (listed.isEmpty() && old != null) {
      for (var any : old.getAnyList().getValueList()) {
        try {
          listed.add(any.unpack(AssetFileDef.class));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
          return Map.of(); // nothing stands listed: a table's file is refused
        }
      }
    }
    Map<String, String> byNode = new HashMap<>();
    for (AssetFileDef asset : listed) {
      byNode.put(GraphReach.nodeOf(asset.getTensorInfo().getName()), asset.getFilename());
    }
    return byNode;
  }

  private boolean isAsset(String source) {
    NodeDef node = reach.node(source);
    String file = assets.get(source);
    return node != null
        && node.getOp().equals("Const")
        && file != null
        && isInside(folder.resolve(SavedModelFile.ASSETS), file);
  }

  /** Whether name is a file in the folder, once links are followed. */
  static boolean isInside(Path folder, String name) {
    try {
      Path relative = Path.of(name);
      if (relative.isAbsolute() || name.isEmpty() || name.indexOf('\\') >= 0) {
        return false;
      }
      for (Path part : relative) {
        if (part.toString().equals("..")) {
          return false;
        }
      }
      Path real = folder.resolve(relative).toRealPath();
      // The assets folder itself may not be a link either.
      Path base = folder.toAbsolutePath().getParent().toRealPath().resolve(folder.getFileName());
      return real.startsWith(base) && Files.isRegularFile(real);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static Set<String> allowedOperations() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GraphScan.class.getResourceAsStream("allowed-ops.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(l -> !l.startsWith("#")).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
