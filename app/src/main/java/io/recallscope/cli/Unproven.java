package io.recallscope.cli;

import io.recallscope.engine.ClusterIndexes;
import io.recallscope.index.VectorIndex;

/** Says of which indexes only a person knows whose vectors they hold. */
final class Unproven {
  private Unproven() {}

  static void notice(Console console, VectorIndex.Info... indexes) {
    for (VectorIndex.Info info : indexes) {
      if (ClusterIndexes.unproven(info)) {
        console.notice("cli.unproven", info.settings().get("index"), info.settings().get("model"));
      }
    }
  }
}
