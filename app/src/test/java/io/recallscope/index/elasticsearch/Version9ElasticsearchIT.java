package io.recallscope.index.elasticsearch;

class Version9ElasticsearchIT extends ElasticsearchContract {
  Version9ElasticsearchIT() {
    super(RealServer.V9);
  }
}
