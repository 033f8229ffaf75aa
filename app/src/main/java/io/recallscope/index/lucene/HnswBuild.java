package io.recallscope.index.lucene;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.index.Checks;
import io.recallscope.index.IndexSettings;
import io.recallscope.index.IndexSource;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.BytesRef;

/**
 * One build: documents go to segments without graphs, then one merge makes the single graph, so
 * that it is built once and by several workers. Row i of the table becomes document i.
 */
final class HnswBuild {
  /** Up to this many items one worker links the graph, and the same input gives the same graph. */
  static final int ONE_WORKER = 50_000;

  private static final int MOST_WORKERS = 8;
  private static final double BUFFER_MB = 96;
  private static final int BATCH = 1_024;

  private final Path folder;
  private final IndexSource source;
  private final IndexSettings settings;
  private final Progress progress;
  private final BuildWatch watch;

  HnswBuild(Path folder, IndexSource source, IndexSettings settings, Progress progress) {
    this.folder = folder;
    this.source = source;
    this.settings = settings;
    this.progress = progress;
    this.watch = new BuildWatch(progress);
  }

  void run() throws Problem {
    Checks.source(source);
    if (settings.m() < 2
        || settings.m() > Lucene99HnswVectorsFormat.MAXIMUM_MAX_CONN
        || settings.beamWidth() < 1
        || settings.beamWidth() > Lucene99HnswVectorsFormat.MAXIMUM_BEAM_WIDTH) {
      throw new Problem(
          Problem.Kind.USAGE,
          "index.settings",
          String.valueOf(settings.m()),
          String.valueOf(settings.beamWidth()));
    }
    // Nobody else knows the folder, so it needs no lock file.
    try (Directory directory =
        new WatchedDirectory(new MMapDirectory(folder, NoLockFactory.INSTANCE), watch)) {
      write(directory);
      link(directory);
    } catch (IOException | RuntimeException e) {
      if (watch.cancelled() != null) {
        throw watch.cancelled();
      }
      if (e instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new Problem(
          e, Problem.Kind.STORAGE, "index.write", folder.getFileName(), e.getMessage());
    }
  }

  private void write(Directory directory) throws IOException, Problem {
    VectorTable vectors = source.vectors();
    int size = vectors.size();
    progress.begin("index.stage.documents", size);
    BuildFormat noGraph =
        new BuildFormat(
            settings.m(), settings.beamWidth(), 1, Runnable::run, Integer.MAX_VALUE, watch);
    IndexWriter writer =
        new IndexWriter(
            directory,
            config(noGraph, NoMergePolicy.INSTANCE)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MB));
    try {
      float[] batch = new float[BATCH * vectors.dimension()];
      for (int from = 0; from < size; from += BATCH) {
        int to = Math.min(from + BATCH, size);
        vectors.copy(from, to, batch, 0);
        for (int row = from; row < to; row++) {
          float[] vector = new float[vectors.dimension()];
          System.arraycopy(batch, (row - from) * vector.length, vector, 0, vector.length);
          Checks.vector(vectors.id(row), vector);
          writer.addDocument(document(row, vector));
          if (row == (size - 1) / 2) {
            // Two segments at least: a single one would count as merged already, without a graph.
            writer.flush();
          }
        }
        progress.report(to);
      }
      writer.commit();
      writer.close();
    } catch (IOException | Problem | RuntimeException e) {
      rollback(writer, e);
      throw e;
    }
  }

  private Document document(int row, float[] vector) {
    VectorSpace space = source.space();
    VectorSimilarityFunction function = Layout.function(space.similarity());
    String id = source.vectors().id(row);
    Document document = new Document();
    document.add(new StringField(Layout.ID, Layout.term(id), Field.Store.NO));
    document.add(new BinaryDocValuesField(Layout.ID, new BytesRef(id)));
    document.add(
        new KnnFloatVectorField(
            Layout.VECTOR, Layout.stored(space.similarity(), vector), function));
    for (IndexSource.Field field : source.fields()) {
      if (field.numeric()) {
        double number = field.number(row);
        if (!Double.isNaN(number)) {
          // Adding 0 turns -0 to 0, which Lucene orders apart.
          document.add(new DoubleField(Layout.number(field.name()), number + 0.0, Field.Store.NO));
        }
      } else {
        for (String value : field.strings(row)) {
          document.add(
              new StringField(Layout.strings(field.name()), Layout.term(value), Field.Store.NO));
        }
      }
    }
    return document;
  }

  private void link(Directory directory) throws IOException {
    int size = source.vectors().size();
    int workers =
        size <= ONE_WORKER
            ? 1
            : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS);
    progress.begin("index.stage.graph", size);
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("hnsw-", 1).factory());
    try {
      link(directory, workers, pool);
    } finally {
      pool.shutdownNow();
    }
    progress.report(size);
  }

  private void link(Directory directory, int workers, Executor pool) throws IOException {
    BuildFormat format =
        new BuildFormat(
            settings.m(),
            settings.beamWidth(),
            workers,
            pool,
            Lucene99HnswVectorsFormat.HNSW_GRAPH_THRESHOLD,
            watch);
    LogDocMergePolicy allAtOnce = new LogDocMergePolicy();
    allAtOnce.setMergeFactor(1_000_000);
    allAtOnce.setNoCFSRatio(0);
    IndexWriter writer = new IndexWriter(directory, config(format, allAtOnce));
    try {
      writer.forceMerge(1);
      writer.setLiveCommitData(facts(workers).entrySet());
      writer.commit();
      writer.close();
    } catch (IOException | RuntimeException e) {
      rollback(writer, e);
      throw e;
    }
  }

  private Map<String, String> facts(int workers) {
    VectorSpace space = source.space();
    Map<String, String> facts = new HashMap<>();
    facts.put(Layout.SPACE, space.fingerprint());
    facts.put(Layout.MODEL, space.model());
    facts.put(Layout.DATA, source.vectors().origin().data());
    facts.put(Layout.DIMENSION, Integer.toString(space.dimension()));
    facts.put(Layout.SIMILARITY, space.similarity().key());
    facts.put(Layout.M, Integer.toString(settings.m()));
    facts.put(Layout.BEAM_WIDTH, Integer.toString(settings.beamWidth()));
    facts.put(Layout.WORKERS, Integer.toString(workers));
    for (IndexSource.Field field : source.fields()) {
      facts.put(Layout.FIELD + field.name(), field.numeric() ? Layout.NUMBER : Layout.STRINGS);
    }
    return facts;
  }

  private static IndexWriterConfig config(BuildFormat format, MergePolicy policy) {
    return new IndexWriterConfig()
        .setCodec(
            new Lucene104Codec() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
              }
            })
        .setMergePolicy(policy)
        .setMergeScheduler(new SerialMergeScheduler())
        .setUseCompoundFile(false)
        .setCommitOnClose(false);
  }

  private static void rollback(IndexWriter writer, Exception reason) {
    try {
      writer.rollback();
    } catch (IOException | RuntimeException e) {
      if (!(reason instanceof CancellationException)) {
        reason.addSuppressed(e);
      }
    }
  }
}
