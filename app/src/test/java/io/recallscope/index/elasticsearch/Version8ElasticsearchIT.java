package io.recallscope.index.elasticsearch;

class Version8ElasticsearchIT extends ElasticsearchContract {
  Version8ElasticsearchIT() {
    super(RealServer.V8);
  }
}
