import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * What the index of API keys asks of the module analysis-common, which the server made for tests
 * lacks. Compiled against a server by {@code ApiKeyModule}.
 */
public class SecurityAnalysis extends Plugin implements AnalysisPlugin {
  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "pattern_capture",
        AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, name, settings) -> {
              boolean keep = settings.getAsBoolean("preserve_original", true);
              Pattern[] patterns =
                  settings.getAsList("patterns").stream()
                      .map(Pattern::compile)
                      .toArray(Pattern[]::new);
              return new AbstractTokenFilterFactory(name) {
                @Override
                public TokenStream create(TokenStream in) {
                  return new PatternCaptureGroupTokenFilter(in, keep, patterns);
                }
              };
            }),
        "unique",
        (index, environment, name, settings) ->
            new AbstractTokenFilterFactory(name) {
              @Override
              public TokenStream create(TokenStream in) {
                return new RemoveDuplicatesTokenFilter(in);
              }
            });
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "uax_url_email",
        (index, environment, name, settings) ->
            TokenizerFactory.newFactory(name, UAX29URLEmailTokenizer::new));
  }
}
