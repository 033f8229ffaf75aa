package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which feature of a dataset feeds which input of the two towers, every conversion settled and
 * checked against the graph and the data before anything runs.
 */
public final class TowerMapping {
  private final SavedModels.Inspection model;
  private final TowerBinding user;
  private final TowerBinding item;
  private final Features userFeatures;
  private final Features itemFeatures;

  private TowerMapping(
      SavedModels.Inspection model,
      TowerBinding user,
      TowerBinding item,
      Features userFeatures,
      Features itemFeatures) {
    this.model = model;
    this.user = user;
    this.item = item;
    this.userFeatures = userFeatures;
    this.itemFeatures = itemFeatures;
  }

  /**
   * One input and what feeds it, for people.
   *
   * @param input its name
   * @param type of its elements, e.g. {@code float32}
   * @param shape e.g. {@code [n, 19]}
   * @param feed what feeds it, as towers.json would say it
   * @param byName whether it was found by name, not said by towers.json
   */
  public record Line(String input, String type, String shape, String feed, boolean byName) {}

  /**
   * Finds what towers.json leaves out by name and checks everything.
   *
   * @throws Problem whose code begins with {@code tower.mapping-}: an input without a feature, of
   *     the wrong type or dimension, an unclear signature or output, towers of two dimensions. Its
   *     last argument is the towers.json that is the best guess, see {@link #guess}
   */
  public static TowerMapping resolve(SavedModels.Inspection model, Dataset dataset) throws Problem {
    TowerResolver userSide = new TowerResolver(model, Towers.Side.USER, dataset);
    TowerResolver itemSide = new TowerResolver(model, Towers.Side.ITEM, dataset);
    try {
      TowerBinding user = userSide.resolve();
      TowerBinding item = itemSide.resolve();
      if (user.dimension() > 0 && item.dimension() > 0 && user.dimension() != item.dimension()) {
        throw new TowerResolver.Unresolved(
            "tower.mapping-dimensions", user.dimension(), item.dimension());
      }
      return new TowerMapping(model, user, item, userSide.features(), itemSide.features());
    } catch (TowerResolver.Unresolved e) {
      // A similarity that is not said stays so: the vectors will tell, a guess might be wrong.
      String guess =
          new TowersFile(
                  model.file().file(),
                  model.file().similarity(),
                  userSide.guess(),
                  itemSide.guess())
              .print();
      Object[] arguments = new Object[e.arguments.length + 1];
      System.arraycopy(e.arguments, 0, arguments, 0, e.arguments.length);
      arguments[e.arguments.length] = guess;
      throw new Problem(e, Problem.Kind.INPUT, e.code, arguments);
    }
  }

  /** The towers.json that would be the best guess, when the problem carries one. */
  public static Optional<String> guess(Problem problem) {
    return problem.code().startsWith("tower.mapping-")
        ? Optional.of((String) problem.arguments().getLast())
        : Optional.empty();
  }

  public SavedModels.Inspection model() {
    return model;
  }

  /** What feeds a tower's inputs, in the order of the signature. */
  public List<Line> lines(Towers.Side side) {
    TowersFile.Tower said = model.file().tower(side);
    return binding(side).inputs().stream()
        .map(
            b ->
                new Line(
                    b.input().name(),
                    b.input().typeName(),
                    b.input().shapeText(),
                    TowersFile.print(b.feed()).toString(),
                    !said.inputs().containsKey(b.input().name())))
        .toList();
  }

  /** Features that a tower's inputs read, {@code history} among them. */
  public Set<String> reads(Towers.Side side) {
    return binding(side).features();
  }

  /** The signature that serves. */
  public TowerSignature signature(Towers.Side side) {
    return binding(side).signature();
  }

  /** The output that is the vector. */
  public TowerSignature.Tensor output(Towers.Side side) {
    return binding(side).output();
  }

  /** towers.json's similarity, or null when it says none. */
  public Similarity similarity() {
    return model.file().similarity();
  }

  /** Features of the dataset that it was resolved for. */
  Features features(Towers.Side side) {
    return side == Towers.Side.USER ? userFeatures : itemFeatures;
  }

  TowerBinding binding(Towers.Side side) {
    return side == Towers.Side.USER ? user : item;
  }

  /**
   * The towers.json that says all of it.
   *
   * @param names of the two SavedModels in it, user's first
   * @param vocabularies what each vocabulary file is to be called in it
   */
  TowersFile explicit(
      List<String> names, Map<String, String> vocabularies, Similarity settledSimilarity) {
    return new TowersFile(
        model.file().file(),
        settledSimilarity,
        explicit(user, names.getFirst(), vocabularies),
        explicit(item, names.getLast(), vocabularies));
  }

  private static TowersFile.Tower explicit(
      TowerBinding binding, String name, Map<String, String> vocabularies) {
    Map<String, Feed> inputs = new LinkedHashMap<>();
    binding.inputs().forEach(b -> inputs.put(b.input().name(), renamed(b.feed(), vocabularies)));
    return new TowersFile.Tower(name, binding.signature().name(), binding.output().name(), inputs);
  }

  static Feed renamed(Feed feed, Map<String, String> vocabularies) {
    return switch (feed) {
      case Feed.Value v -> renamed(v, vocabularies);
      case Feed.Example example -> {
        Map<String, Feed.Value> parts = new LinkedHashMap<>();
        example.parts().forEach((name, v) -> parts.put(name, renamed(v, vocabularies)));
        yield new Feed.Example(parts);
      }
    };
  }

  private static Feed.Value renamed(Feed.Value v, Map<String, String> vocabularies) {
    return v.vocabulary() == null ? v : v.withVocabulary(vocabularies.get(v.vocabulary()));
  }
}
