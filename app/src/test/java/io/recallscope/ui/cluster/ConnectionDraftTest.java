package io.recallscope.ui.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recallscope.domain.Connection;
import io.recallscope.domain.Problem;
import org.junit.jupiter.api.Test;

class ConnectionDraftTest {
  private final ConnectionDraft draft = new ConnectionDraft();

  @Test
  void aNewConnectionHasNoSecretAndMayOnlyRead() throws Problem {
    draft.show(null);
    draft.name.set(" es ");
    draft.url.set("http://localhost:9200");
    assertThat(draft.connection()).isEqualTo(Connection.plain("es", "http://localhost:9200"));
  }

  @Test
  void whatIsShownOfAConnectionGivesThatConnectionBack() throws Problem {
    for (Connection each :
        new Connection[] {
          Connection.plain("plain", "http://es:9200").mayWrite(true),
          new Connection("key", "https://es", null, "KEY", null, null, "a".repeat(64), 30, false),
          new Connection(
              "user", "https://es", "elastic", null, "/run/secret", "/etc/ca.crt", null, 5, true)
        }) {
      draft.show(each);
      assertThat(draft.connection()).isEqualTo(each);
    }
  }

  @Test
  void whatTheChosenKindOfCredentialsDoesNotNeedIsLeftOut() throws Problem {
    draft.show(
        new Connection("user", "https://es", "elastic", "PASSWORD", null, null, null, 5, false));
    draft.credentials.set(ConnectionDraft.Credentials.API_KEY);
    assertThat(draft.connection().user()).isNull();
    assertThat(draft.connection().secretEnv()).isEqualTo("PASSWORD");
    draft.credentials.set(ConnectionDraft.Credentials.NONE);
    assertThat(draft.connection().hasSecret()).isFalse();
  }

  @Test
  void credentialsWithoutTheirPartsAreRefused() {
    draft.show(Connection.plain("es", "https://es"));
    draft.credentials.set(ConnectionDraft.Credentials.PASSWORD);
    refused("ui.connection.no-variable");
    draft.place.set(ConnectionDraft.Place.FILE);
    refused("ui.connection.no-file");
    draft.secret.set("secret.txt");
    refused("ui.connection.no-user");
    draft.user.set("elastic");
    draft.trust.set(ConnectionDraft.Trust.CA_FILE);
    refused("ui.connection.no-certificate");
    draft.certificate.set("ca.crt");
    draft.url.set("http://es");
    refused("domain.connection-not-https");
  }

  @Test
  void filesAreAbsoluteSinceTheNextProgramMayBeStartedElsewhere() throws Problem {
    draft.show(Connection.plain("es", "https://es"));
    draft.credentials.set(ConnectionDraft.Credentials.API_KEY);
    draft.place.set(ConnectionDraft.Place.FILE);
    draft.secret.set("secret.txt");
    assertThat(draft.connection().secretFile()).startsWith("/").endsWith("/secret.txt");
  }

  private void refused(String code) {
    assertThatThrownBy(draft::connection)
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo(code));
  }
}
