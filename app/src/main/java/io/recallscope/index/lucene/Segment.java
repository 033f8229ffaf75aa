package io.recallscope.index.lucene;

import io.recallscope.index.Scored;
import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;

/** The index's one segment: ids, stored vectors and their canonical scores, by document. */
final class Segment {
  private final LeafReaderContext context;
  private final CodecReader reader;
  private final VectorTable table;
  private final Similarity similarity;

  /**
   * @param table where a stored unit vector's original is looked up
   * @throws CorruptIndexException when the segment is not as {@link HnswBuild} leaves it
   */
  Segment(LeafReaderContext context, VectorTable table, Similarity similarity) throws IOException {
    this.context = context;
    this.table = table;
    this.similarity = similarity;
    FloatVectorValues values = context.reader().getFloatVectorValues(Layout.VECTOR);
    if (!(context.reader() instanceof CodecReader codec)
        || context.reader().hasDeletions()
        || values == null
        || values.size() != context.reader().maxDoc()) {
      throw new CorruptIndexException("not one vector per item", Layout.VECTOR);
    }
    this.reader = codec;
  }

  CodecReader reader() {
    return reader;
  }

  LeafReaderContext context() {
    return context;
  }

  int size() {
    return reader.maxDoc();
  }

  /** The vectors and the graph over them. */
  Lucene99HnswVectorsReader vectors() throws CorruptIndexException {
    if (reader.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
        && fields.getFieldReader(Layout.VECTOR) instanceof Lucene99HnswVectorsReader hnsw) {
      return hnsw;
    }
    throw new CorruptIndexException("another vector format", Layout.VECTOR);
  }

  /** The document of an item, or -1. */
  int document(String item) throws IOException {
    PostingsEnum postings =
        reader.postings(new Term(Layout.ID, Layout.bytes(item)), PostingsEnum.NONE);
    int doc = postings == null ? DocIdSetIterator.NO_MORE_DOCS : postings.nextDoc();
    return doc == DocIdSetIterator.NO_MORE_DOCS ? -1 : doc;
  }

  /** Ids and canonical scores of documents; the array gets sorted. */
  List<Scored> score(float[] query, int[] documents) throws IOException {
    Arrays.sort(documents);
    return score(query, Arrays.stream(documents));
  }

  /**
   * Ids and canonical scores of ascending documents.
   *
   * <p>Unit vectors are rounded, so their cosine with the query can differ in its last bit from the
   * original's. Where the stored vector is the table's vector scaled, the score is the original's:
   * the same float that exact search gives.
   */
  List<Scored> score(float[] query, IntStream documents) throws IOException {
    FloatVectorValues values = reader.getFloatVectorValues(Layout.VECTOR);
    BinaryDocValues ids = reader.getBinaryDocValues(Layout.ID);
    List<Scored> scored = new ArrayList<>();
    var each = documents.iterator();
    while (each.hasNext()) {
      int doc = each.nextInt();
      if (ids == null || !ids.advanceExact(doc)) {
        throw new CorruptIndexException("an item without id", Layout.ID);
      }
      String id = ids.binaryValue().utf8ToString();
      scored.add(new Scored(id, score(query, values.vectorValue(doc), id, doc)));
    }
    return scored;
  }

  private float score(float[] query, float[] stored, String id, int doc) {
    if (similarity == Similarity.COSINE) {
      int row = doc < table.size() && table.id(doc).equals(id) ? doc : table.row(id);
      if (row >= 0) {
        float[] original = table.vector(row);
        if (Arrays.equals(Layout.stored(similarity, original), stored)) {
          return similarity.score(query, original);
        }
      }
    }
    return similarity.score(query, stored);
  }
}
