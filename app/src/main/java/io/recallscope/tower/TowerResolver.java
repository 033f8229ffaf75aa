package io.recallscope.tower;

import io.recallscope.dataset.Dataset;
import io.recallscope.domain.Problem;
import io.recallscope.tower.TowerSignature.ElementType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Settles one tower's signature, output and inputs against the data, by towers.json and by name.
 */
final class TowerResolver {
  private final SavedModels.Inspection inspection;
  private final SavedModels.Model model;
  private final TowersFile.Tower said;
  private final Towers.Side side;
  private final Features features;

  /** What can't be settled; the mapping adds the best guess to the arguments. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;
    final String code;
    final transient Object[] arguments;

    Unresolved(String code, Object... arguments) {
      super(code);
      this.code = code;
      this.arguments = arguments;
    }
  }

  TowerResolver(SavedModels.Inspection inspection, Towers.Side side, Dataset dataset) {
    this.inspection = inspection;
    this.side = side;
    this.model = inspection.model(side);
    this.said = inspection.file().tower(side);
    this.features = Features.of(side, dataset);
  }

  Features features() {
    return features;
  }

  TowerBinding resolve() throws Unresolved, Problem {
    TowerSignature signature = signature();
    TowerSignature.Tensor output = output(signature);
    List<Integer> shape = output.shape();
    boolean floats = output.type() == ElementType.FLOAT32 || output.type() == ElementType.FLOAT64;
    if (!floats || (shape != null && (shape.size() != 2 || shape.getFirst() >= 0))) {
      throw new Unresolved(
          "tower.mapping-output-shape",
          place(),
          output.name(),
          output.typeName(),
          output.shapeText());
    }
    List<TowerBinding.Input> inputs = new ArrayList<>();
    Set<String> splits = new HashSet<>();
    for (TowerSignature.Tensor input : signature.inputs()) {
      if (ragged(signature, input)) {
        splits.add(input.name() + "_1");
      }
    }
    for (String name : said.inputs().keySet()) {
      if (signature.input(name) == null) {
        throw new Unresolved(
            "tower.mapping-unknown-input", place(), name, names(signature.inputs()));
      }
    }
    for (TowerSignature.Tensor input : signature.inputs()) {
      if (!splits.contains(input.name())) {
        inputs.add(bind(signature, input, feed(input)));
      }
    }
    return new TowerBinding(
        side, model, signature, output, shape == null ? -1 : shape.getLast(), List.copyOf(inputs));
  }

  /** A list input of one dimension whose row splits are the next argument, as Keras flattens it. */
  private boolean ragged(TowerSignature signature, TowerSignature.Tensor input) {
    TowerSignature.Tensor splits = signature.input(input.name() + "_1");
    return said.inputs().get(input.name()) instanceof Feed.Value v
        && v.variable()
        && input.shape() != null
        && input.shape().size() == 1
        && splits != null
        && splits.type().integer()
        && !said.inputs().containsKey(splits.name());
  }

  private TowerSignature signature() throws Unresolved {
    List<TowerSignature> all = model.signatures();
    if (said.signature() != null) {
      return all.stream()
          .filter(s -> s.name().equals(said.signature()))
          .findFirst()
          .orElseThrow(() -> unclear(said.signature(), all));
    }
    if (inspection.shared()) {
      List<TowerSignature> ours = all.stream().filter(s -> ofSide(s.name())).toList();
      if (ours.size() != 1) {
        throw unclear("?", all);
      }
      return ours.getFirst();
    }
    return all.stream()
        .filter(s -> s.name().equals("serving_default"))
        .findFirst()
        .or(() -> all.size() == 1 ? all.stream().findFirst() : java.util.Optional.empty())
        .orElseThrow(() -> unclear("?", all));
  }

  private boolean ofSide(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean user = lower.contains("user") || lower.contains("query");
    boolean item = lower.contains("item") || lower.contains("candidate");
    return user != item && user == (side == Towers.Side.USER);
  }

  private Unresolved unclear(String wanted, List<TowerSignature> all) {
    return new Unresolved(
        "tower.mapping-signature",
        place(),
        wanted,
        String.join(", ", all.stream().map(TowerSignature::name).toList()));
  }

  private TowerSignature.Tensor output(TowerSignature signature) throws Unresolved {
    List<TowerSignature.Tensor> all = signature.outputs();
    if (said.output() == null && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(t -> t.name().equals(said.output()))
        .findFirst()
        .orElseThrow(
            () ->
                new Unresolved(
                    "tower.mapping-output",
                    place(),
                    said.output() == null ? "?" : said.output(),
                    names(all)));
  }

  private static String names(List<TowerSignature.Tensor> tensors) {
    return String.join(", ", tensors.stream().map(TowerSignature.Tensor::name).toList());
  }

  private String place() {
    return model.folder().toString();
  }

  private Map<String, ExampleParts.Part> parts(TowerSignature.Tensor input) throws Problem {
    return input.type() == ElementType.STRING
        ? ExampleParts.of(SavedModelFile.read(model.folder()).graph(), input)
        : Map.of();
  }

  /** What feeds an input: as said, else the feature of its name, else Examples of such features. */
  private Feed feed(TowerSignature.Tensor input) throws Unresolved, Problem {
    Feed given = said.inputs().get(input.name());
    if (given != null) {
      return given;
    }
    Features.Feature feature = features.get(input.name());
    if (feature != null) {
      Feed.Value value = Feed.Value.of(input.name());
      boolean open = input.shape() == null || input.shape().size() != 2 || input.shape().get(1) < 0;
      return feature.kind() == Features.Kind.LIST && open
          ? new Feed.Value(
              input.name(), null, true, null, false, false, null, null, 0, 1, 0, null, null, null)
          : value;
    }
    Map<String, Feed.Value> byName = new LinkedHashMap<>();
    Map<String, ExampleParts.Part> parts = parts(input);
    parts.forEach(
        (name, part) -> {
          if (features.get(name) != null) {
            byName.put(name, Feed.Value.of(name));
          }
        });
    boolean whole =
        !byName.isEmpty()
            && parts.entrySet().stream()
                .allMatch(e -> byName.containsKey(e.getKey()) || !e.getValue().required());
    if (whole) {
      return new Feed.Example(byName);
    }
    throw new Unresolved(
        "tower.mapping-input", place(), input.name(), input.typeName(), input.shapeText());
  }

  private TowerBinding.Input bind(TowerSignature signature, TowerSignature.Tensor input, Feed feed)
      throws Unresolved, Problem {
    List<Integer> shape = input.shape();
    boolean usable =
        input.type() != ElementType.OTHER
            && (shape == null
                || ((shape.size() == 1 || shape.size() == 2) && shape.getFirst() < 0));
    if (!usable) {
      throw new Unresolved(
          "tower.mapping-unsupported", place(), input.name(), input.typeName(), input.shapeText());
    }
    if (feed instanceof Feed.Example example) {
      if (input.type() != ElementType.STRING || (shape != null && shape.size() != 1)) {
        throw mistyped(input.name(), input.typeName() + input.shapeText(), "example", "");
      }
      return new TowerBinding.Input(
          input, null, null, TowerBinding.Layout.FLAT, 1, feed, partEncoders(input, example));
    }
    Feed.Value value = (Feed.Value) feed;
    ValueEncoder encoder = encoder(input.name(), input.type(), input.typeName(), value);
    int width = width(value);
    boolean list = isList(value);
    String splits = null;
    ElementType splitsType = null;
    TowerBinding.Layout layout =
        shape == null
            ? list ? TowerBinding.Layout.ROWS : TowerBinding.Layout.FLAT
            : shape.size() == 1 ? TowerBinding.Layout.FLAT : TowerBinding.Layout.ROWS;
    if (input.splits() != null || ragged(signature, input)) {
      layout = TowerBinding.Layout.RAGGED;
      splits =
          input.splits() != null ? input.splits() : signature.input(input.name() + "_1").tensor();
      splitsType =
          input.splits() != null ? ElementType.INT64 : signature.input(input.name() + "_1").type();
    } else if (layout == TowerBinding.Layout.FLAT) {
      if (list) {
        throw wrongWidth(input, value, width);
      }
    } else if (shape != null && shape.get(1) >= 0 && width != shape.get(1)) {
      throw wrongWidth(input, value, width);
    }
    return new TowerBinding.Input(
        input, splits, splitsType, layout, width, feed, Map.of("", encoder));
  }

  private Unresolved wrongWidth(TowerSignature.Tensor input, Feed.Value value, int width) {
    return new Unresolved(
        "tower.mapping-width",
        place(),
        input.name(),
        input.shapeText(),
        value.feature() == null ? "constant" : value.feature(),
        width < 0 ? "[n, ?]" : isList(value) ? "[n, " + width + "]" : "[n]");
  }

  private boolean isList(Feed.Value value) {
    return value.length() != null
        || value.variable()
        || value.multiHot() != null
        || value.constant() instanceof List
        || (value.feature() != null
            && features.get(value.feature()) != null
            && features.get(value.feature()).kind() == Features.Kind.LIST);
  }

  /** Values per row, or −1 when it varies. */
  private int width(Feed.Value value) {
    if (value.multiHot() != null) {
      return value.multiHot().size();
    }
    if (value.constant() instanceof List<?> list) {
      return list.size();
    }
    return value.length() != null ? value.length() : isList(value) ? -1 : 1;
  }

  private ValueEncoder encoder(String input, ElementType type, String typeName, Feed.Value value)
      throws Unresolved, Problem {
    Features.Feature feature = value.feature() == null ? null : features.get(value.feature());
    if (value.feature() != null && feature == null) {
      throw new Unresolved(
          "tower.mapping-feature",
          place(),
          input,
          value.feature(),
          String.join(", ", features.names()));
    }
    if (value.multiHot() != null && type == ElementType.STRING) {
      throw mistyped(input, typeName, value.feature(), "multiHot");
    }
    ValueEncoder encoder =
        new ValueEncoder(
            value,
            type,
            value.vocabulary() == null
                ? null
                : vocabulary(inspection.file().folder(), value.vocabulary()));
    String misfit = encoder.misfitOfFile();
    if (misfit == null && feature != null) {
      misfit = encoder.misfit(feature);
    }
    if (misfit != null) {
      throw mistyped(
          input, typeName, value.feature() == null ? "constant" : value.feature(), misfit);
    }
    return encoder;
  }

  private Unresolved mistyped(String input, String typeName, String feature, String value) {
    return new Unresolved("tower.mapping-type", place(), input, typeName, feature, value);
  }

  private Map<String, ValueEncoder> partEncoders(TowerSignature.Tensor input, Feed.Example example)
      throws Unresolved, Problem {
    Map<String, ExampleParts.Part> parts = parts(input);
    Map<String, ValueEncoder> encoders = new LinkedHashMap<>();
    for (Map.Entry<String, Feed.Value> entry : example.parts().entrySet()) {
      String name = entry.getKey();
      Feed.Value value = entry.getValue();
      ExampleParts.Part part = parts.get(name);
      if (part == null && (!parts.isEmpty() || value.type() == null)) {
        throw new Unresolved(
            "tower.mapping-part", place(), input.name(), name, String.join(", ", parts.keySet()));
      }
      String type = part == null ? value.type() : part.type();
      if (value.type() != null && !value.type().equals(type)) {
        throw mistyped(input.name() + "." + name, type, value.feature(), value.type());
      }
      int width = width(value);
      if (part != null && part.length() >= 0 && width != part.length()) {
        throw new Unresolved(
            "tower.mapping-width",
            place(),
            input.name() + "." + name,
            "[" + part.length() + "]",
            value.feature() == null ? "constant" : value.feature(),
            width < 0 ? "[?]" : "[" + width + "]");
      }
      encoders.put(name, encoder(input.name() + "." + name, partType(type), type, value));
    }
    for (Map.Entry<String, ExampleParts.Part> part : parts.entrySet()) {
      if (part.getValue().required() && !encoders.containsKey(part.getKey())) {
        throw new Unresolved(
            "tower.mapping-part-missing",
            place(),
            input.name(),
            part.getKey(),
            part.getValue().type());
      }
    }
    return encoders;
  }

  static ElementType partType(String type) {
    return switch (type) {
      case "float" -> ElementType.FLOAT32;
      case "int64" -> ElementType.INT64;
      default -> ElementType.STRING;
    };
  }

  /** Line number of each line of a file, from 0; of a line that is there twice, the first. */
  static Map<String, Integer> vocabulary(Path folder, String name) throws Problem {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new Problem(Problem.Kind.INPUT, "tower.vocabulary-outside", name, folder);
    }
    try {
      List<String> lines = Files.readAllLines(file);
      Map<String, Integer> index = HashMap.newHashMap(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        index.putIfAbsent(lines.get(i), i);
      }
      return index;
    } catch (NoSuchFileException e) {
      throw new Problem(e, Problem.Kind.NOT_FOUND, "tower.no-file", file);
    } catch (CharacterCodingException e) {
      throw new Problem(e, Problem.Kind.INPUT, "tower.bad-vocabulary", file);
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", file);
    }
  }

  /** The best guess at this tower's part of towers.json; {@code ?} where nothing fits. */
  TowersFile.Tower guess() throws Problem {
    TowerSignature signature;
    try {
      signature = signature();
    } catch (Unresolved e) {
      signature = model.signatures().isEmpty() ? null : model.signatures().getFirst();
    }
    if (signature == null) {
      return said;
    }
    return new TowerGuess(side, features).guess(model, signature, said, this::parts);
  }
}
