package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the two towers in a folder and reads what they can be asked, without native code. */
public final class SavedModels {
  private SavedModels() {}

  /**
   * One SavedModel of the pair; both towers may be one and the same.
   *
   * @param name as towers.json names it, relative to that file's folder
   * @param folder with saved_model.pb: the named one, or its highest version
   * @param signatures all that can be called
   */
  public record Model(String name, Path folder, List<TowerSignature> signatures) {}

  /**
   * Both towers of a folder.
   *
   * @param folder that was inspected
   * @param file what towers.json says, or says nothing
   */
  public record Inspection(Path folder, TowersFile file, Model user, Model item) {
    public Model model(Towers.Side side) {
      return side == Towers.Side.USER ? user : item;
    }

    /** Whether both towers are signatures of one SavedModel. */
    public boolean shared() {
      return user.folder().equals(item.folder());
    }

    /**
     * Finds a feature of the dataset for every input.
     *
     * @throws Problem before anything runs, see {@link TowerMapping}
     */
    public TowerMapping resolve(Dataset dataset) throws Problem {
      return TowerMapping.resolve(this, dataset);
    }

    /**
     * Scans both towers.
     *
     * @return one report, or two when the towers are two SavedModels
     */
    public List<GraphScan.Report> scan() throws Problem {
      GraphScan.Report first = GraphScan.scan(user.folder());
      return shared() ? List.of(first) : List.of(first, GraphScan.scan(item.folder()));
    }
  }

  /**
   * Reads a folder that holds {@code user_tower} and {@code item_tower} (or what towers.json names
   * instead), each a SavedModel or numbered versions of which the highest serves; or one SavedModel
   * with a signature for each tower.
   *
   * @param towersFile towers.json, or null for the one in the folder, if any
   * @throws Problem when there is no such thing, or a graph can't be read
   */
  public static Inspection inspect(Path folder, Path towersFile) throws Problem {
    if (!Files.isDirectory(folder)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "tower.no-folder", folder);
    }
    Path beside = folder.resolve(TowersFile.NAME);
    TowersFile file =
        towersFile != null
            ? TowersFile.read(towersFile)
            : Files.exists(beside) ? TowersFile.read(beside) : TowersFile.empty(folder);
    return new Inspection(
        folder, file, model(folder, file, Towers.Side.USER), model(folder, file, Towers.Side.ITEM));
  }

  private static Model model(Path folder, TowersFile file, Towers.Side side) throws Problem {
    String named = file.tower(side).savedModel();
    Path found;
    if (named != null) {
      Path besideFile = file.folder().resolve(named).normalize();
      found = Files.isDirectory(besideFile) ? besideFile : folder.resolve(named).normalize();
      if (!Files.isDirectory(found)) {
        throw new Problem(Problem.Kind.NOT_FOUND, "tower.no-folder", besideFile);
      }
    } else {
      named = side == Towers.Side.USER ? "user_tower" : "item_tower";
      found = folder.resolve(named);
      if (!Files.isDirectory(found)) {
        named = ".";
        found = folder;
      }
    }
    Path version = version(found);
    return new Model(named, version, TowerSignature.of(SavedModelFile.read(version).graph()));
  }

  /** The folder itself when it is a SavedModel, else its highest numbered version. */
  private static Path version(Path folder) throws Problem {
    if (SavedModelFile.isSavedModel(folder)) {
      return folder;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(p -> p.getFileName().toString().matches("[0-9]+") && Files.isDirectory(p))
          .max(Comparator.comparing(p -> new BigInteger(p.getFileName().toString())))
          .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND, "tower.no-model", folder));
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", folder);
    }
  }
}
