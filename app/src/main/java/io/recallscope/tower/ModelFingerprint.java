package io.recallscope.tower;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recallscope.domain.Problem;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint of a vector space: SHA-256 over both towers' saved_model.pb, variables and
 * assets, the resolved input mapping, signatures, similarity and dimension. Names, versions and
 * places of folders are not part of it; nor is what Python wrote into fingerprint.pb or
 * assets.extra.
 */
final class ModelFingerprint {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ModelFingerprint() {}

  /** SHA-256 in hex of each SavedModel's files, by tower. Reads every byte of the model. */
  static Map<Towers.Side, String> files(TowerMapping mapping, Progress progress) throws Problem {
    progress.begin("tower.stage.fingerprint", 0);
    Map<Path, String> byFolder = new HashMap<>();
    Map<Towers.Side, String> hashes = new TreeMap<>();
    for (Towers.Side side : Towers.Side.values()) {
      Path folder = mapping.model().model(side).folder();
      if (!byFolder.containsKey(folder)) {
        byFolder.put(folder, files(folder, progress));
      }
      hashes.put(side, byFolder.get(folder));
    }
    return hashes;
  }

  private static String files(Path folder, Progress progress) throws Problem {
    MessageDigest all = sha256();
    for (Path file : SavedModelFile.read(folder).files()) {
      String first = file.getName(0).toString();
      if (first.equals(SavedModelFile.GRAPH)
          || first.equals(SavedModelFile.VARIABLES)
          || first.equals(SavedModelFile.ASSETS)) {
        // Names without a separator of the platform, so that the same model is the same everywhere.
        StringBuilder name = new StringBuilder();
        file.forEach(part -> name.append('/').append(part));
        all.update(name.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        all.update(hash(folder.resolve(file), progress));
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  /** The whole fingerprint. */
  static String of(
      Map<Towers.Side, String> files, TowerMapping mapping, Similarity similarity, int dimension)
      throws Problem {
    Map<String, Object> root = new TreeMap<>();
    root.put("similarity", similarity.key());
    root.put("dimension", dimension);
    for (Towers.Side side : Towers.Side.values()) {
      TowerBinding binding = mapping.binding(side);
      Map<String, String> vocabularies = vocabularies(mapping, binding);
      ObjectNode inputs = CANONICAL.createObjectNode();
      for (TowerBinding.Input input : binding.inputs()) {
        ObjectNode node = inputs.putObject(input.input().name());
        node.put("type", input.input().typeName());
        node.put("shape", input.input().shapeText());
        node.set("feed", TowersFile.print(TowerMapping.renamed(input.feed(), vocabularies)));
      }
      Map<String, Object> tower = new TreeMap<>();
      tower.put("files", files.get(side));
      tower.put("signature", binding.signature().name());
      tower.put("output", binding.output().name());
      tower.put("inputs", CANONICAL.convertValue(inputs, Map.class));
      root.put(side.name(), tower);
    }
    try {
      MessageDigest digest = sha256();
      digest.update(CANONICAL.writeValueAsBytes(root));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What each vocabulary file holds, as a hash in place of its name. */
  private static Map<String, String> vocabularies(TowerMapping mapping, TowerBinding binding)
      throws Problem {
    Map<String, String> hashes = new HashMap<>();
    for (String name : binding.vocabularies()) {
      Path file = mapping.model().file().folder().resolve(name);
      hashes.put(name, HexFormat.of().formatHex(hash(file, Progress.NONE)));
    }
    return hashes;
  }

  private static byte[] hash(Path file, Progress progress) throws Problem {
    MessageDigest digest = sha256();
    byte[] block = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
        progress.check();
      }
    } catch (IOException e) {
      throw new Problem(e, Problem.Kind.STORAGE, "tower.unreadable", file);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
