package io.recallscope.tower;

import io.recallscope.domain.Problem;
import io.recallscope.tower.TowerSignature.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses a tower's part of towers.json, for a person to correct. */
final class TowerGuess {
  /** Stands where nothing fits. */
  static final String NOTHING = "?";

  private final Towers.Side side;
  private final Features features;

  TowerGuess(Towers.Side side, Features features) {
    this.side = side;
    this.features = features;
  }

  /** Finds what a graph parses from an input. */
  interface Parts {
    Map<String, ExampleParts.Part> of(TowerSignature.Tensor input) throws Problem;
  }

  TowersFile.Tower guess(
      SavedModels.Model model, TowerSignature signature, TowersFile.Tower said, Parts parts)
      throws Problem {
    Map<String, Feed> inputs = new LinkedHashMap<>();
    for (TowerSignature.Tensor input : signature.inputs()) {
      Feed given = said.inputs().get(input.name());
      Map<String, ExampleParts.Part> parsed = parts.of(input);
      if (given instanceof Feed.Value value && features.get(value.feature()) != null) {
        inputs.put(input.name(), fit(value, input.type(), width(input)));
      } else if (given instanceof Feed.Value value && value.constant() != null) {
        inputs.put(input.name(), value);
      } else if (!parsed.isEmpty()) {
        inputs.put(input.name(), example(parsed, given));
      } else {
        inputs.put(
            input.name(),
            fit(
                Feed.Value.of(feature(input.name(), signature.inputs().size() == 1)),
                input.type(),
                width(input)));
      }
    }
    boolean known = signature.outputs().stream().anyMatch(t -> t.name().equals(said.output()));
    String output =
        known || signature.outputs().isEmpty()
            ? said.output()
            : signature.outputs().stream()
                .map(TowerSignature.Tensor::name)
                .filter(n -> n.toLowerCase(Locale.ROOT).contains("embed"))
                .findFirst()
                .orElse(signature.outputs().getFirst().name());
    return new TowersFile.Tower(model.name(), signature.name(), output, inputs);
  }

  private Feed example(Map<String, ExampleParts.Part> parsed, Feed given) {
    Map<String, Feed.Value> guessed = new LinkedHashMap<>();
    parsed.forEach(
        (name, part) -> {
          Feed.Value said =
              given instanceof Feed.Example example ? example.parts().get(name) : null;
          Feed.Value value =
              said != null && (said.constant() != null || features.get(said.feature()) != null)
                  ? said
                  : Feed.Value.of(feature(name, parsed.size() == 1));
          if (part.required() || !value.equals(Feed.Value.of(NOTHING))) {
            guessed.put(name, fit(value, TowerResolver.partType(part.type()), part.length()));
          }
        });
    return new Feed.Example(guessed);
  }

  private static int width(TowerSignature.Tensor input) {
    List<Integer> shape = input.shape();
    return shape == null || shape.size() > 2 ? -1 : shape.size() == 2 ? shape.get(1) : 1;
  }

  /** The feature whose name is most like an input's. */
  private String feature(String input, boolean only) {
    String wanted = plain(input);
    String id = side == Towers.Side.USER ? "user_id" : "item_id";
    String best = null;
    for (String name : features.names()) {
      String have = plain(name);
      if (have.equals(wanted)) {
        return name;
      }
      boolean alike = have.length() > 2 && (wanted.contains(have) || have.contains(wanted));
      if (alike && (best == null || have.length() > plain(best).length())) {
        best = name;
      }
    }
    if (best != null) {
      return best;
    }
    return only || wanted.endsWith("id") ? id : NOTHING;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("^serving_default_", "")
        .replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** With the conversion that makes the feature fit the input's width and type. */
  private Feed.Value fit(Feed.Value value, ElementType type, int width) {
    Features.Feature feature = features.get(value.feature());
    if (feature == null
        || feature.kind() != Features.Kind.LIST
        || value.multiHot() != null
        || value.variable()) {
      return value;
    }
    if (width < 0) {
      return value;
    }
    if (type.numeric()) {
      List<String> words = new ArrayList<>();
      if (!Features.HISTORY.equals(value.feature())) {
        feature.eachString(words::add);
      }
      if (words.size() == width) {
        return value.withMultiHot(words);
      }
    }
    return value.withLength(Math.max(1, width));
  }
}
