package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Unstoppable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version of which there are only vectors, made elsewhere by whatever model: it gives those it
 * was given. What needs a tower, a user with other features for one, it refuses.
 */
public final class GivenVectors implements Towers {
  /** Where such vectors came from is known to nobody here: {@link VectorTable.Origin}. */
  private static final VectorTable.Origin ORIGIN = new VectorTable.Origin("given", "");

  private static final String USERS = "users.npy";
  private static final String ITEMS = "items.npy";
  private static final int EXAMPLES = 10;

  private final VectorSpace space;
  private final VectorTable users;
  private final VectorTable items;

  private GivenVectors(VectorSpace space, VectorTable users, VectorTable items) {
    this.space = space;
    this.users = users;
    this.items = items;
  }

  /**
   * Opens what {@link GivenVectorsFile} wrote.
   *
   * @throws Problem STORAGE when a file is missing or damaged
   */
  public static GivenVectors open(Path folder, VectorSpace space, Progress progress)
      throws Problem {
    VectorTable users = table(folder.resolve(USERS), progress);
    boolean opened = false;
    try {
      GivenVectors vectors = new GivenVectors(space, users, table(folder.resolve(ITEMS), progress));
      opened = true;
      return vectors;
    } finally {
      if (!opened) {
        users.close();
      }
    }
  }

  private static VectorTable table(Path file, Progress progress) throws Problem {
    try {
      return Unstoppable.run(() -> VectorTable.open(file), VectorTable::close, progress);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", file);
    }
  }

  /** Starts the file of one side in a version's folder. */
  static VectorTable.Writer write(Path folder, Side side, int dimension) throws IOException {
    return VectorTable.write(folder.resolve(side == Side.USER ? USERS : ITEMS), dimension, ORIGIN);
  }

  /** Ids of all items given, of the dataset or not. */
  public List<String> itemIds() {
    return items.ids();
  }

  /** Ids of all users given, likewise. */
  public List<String> userIds() {
    return users.ids();
  }

  @Override
  public VectorSpace space() {
    return space;
  }

  @Override
  public float[][] users(Dataset dataset, int[] rows, Map<String, Object> edits) throws Problem {
    if (!edits.isEmpty()) {
      throw new Problem(Problem.Kind.REFUSED, "tower.vectors-only", space.model());
    }
    return vectors(users, dataset.users(), "user", rows);
  }

  @Override
  public float[][] items(Dataset dataset, int[] rows) throws Problem {
    return vectors(items, dataset.items(), "item", rows);
  }

  private float[][] vectors(VectorTable table, EntityTable entities, String noun, int[] rows)
      throws Problem {
    float[][] vectors = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int row = table.row(entities.id(rows[i]));
      if (row < 0) {
        throw new Problem(
            Problem.Kind.INPUT, "tower.not-given", noun, entities.id(rows[i]), space.model());
      }
      vectors[i] = table.vector(row);
    }
    return vectors;
  }

  /** Those of the dataset's users or items that there is a vector of, in the dataset's order. */
  @Override
  public Skipped encodeAll(Side side, Dataset dataset, Path file, Progress progress)
      throws Problem {
    VectorTable given = side == Side.USER ? users : items;
    EntityTable entities = side == Side.USER ? dataset.users() : dataset.items();
    progress.begin("tower.stage.given", entities.size());
    int missing = 0;
    List<String> examples = new ArrayList<>();
    VectorTable.Origin origin = new VectorTable.Origin(space.fingerprint(), dataset.fingerprint());
    float[] vector = new float[given.dimension()];
    try (VectorTable.Writer out = VectorTable.write(file, given.dimension(), origin)) {
      for (int i = 0; i < entities.size(); i++) {
        int row = given.row(entities.id(i));
        if (row >= 0) {
          given.copy(row, row + 1, vector, 0);
          out.append(entities.id(i), vector);
        } else if (++missing <= EXAMPLES) {
          examples.add(entities.id(i));
        }
        if (i % 1024 == 0) {
          progress.report(i);
        }
      }
      out.finish();
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.write", file, e.toString());
    }
    return new Skipped(missing, examples);
  }

  @Override
  public void close() {
    users.close();
    items.close();
  }
}
