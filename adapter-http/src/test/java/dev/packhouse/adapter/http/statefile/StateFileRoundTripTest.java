package dev.packhouse.adapter.http.statefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.io.ByteSource;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.application.state.TokenHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileRoundTripTest {

    private static final Instant LATER = Instant.parse("2031-01-01T00:00:00Z");

    private static byte[] written(RegistryState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StateFile.write(state, out);
        return out.toByteArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aWrittenStateIsReadBackEqual(long seed) throws IOException {
        RegistryState state = new RandomState(seed).next();
        assertThatCode(() -> StateValidation.check(state, ExistingState.NOTHING))
                .doesNotThrowAnyException();

        byte[] bytes = written(state);

        RegistryState again = StateFile.read("export.yaml", ByteSource.wrap(bytes), LATER);
        assertThat(again).isEqualTo(state);
        assertThat(written(again)).isEqualTo(bytes);
    }

    @Test
    void whatTheReaderAddsToAManifestIsNotWritten() throws IOException {
        String digest = "sha256:" + "ab".repeat(32);
        RegistryState state = StateFileTest.read("""
                users: [{ login: monalisa }]
                packages:
                  - owner: monalisa
                    package_type: container
                    name: app
                    versions:
                      - name: "%1$s"
                        manifest:
                          kind: index
                          media_type: application/vnd.oci.image.index.v1+json
                          children:
                            - { digest: "%1$s", media_type: application/vnd.oci.image.manifest.v1+json }
                            - { digest: "%1$s", platform: linux/arm64 }
                            - { digest: "%1$s", media_type: "" }
                            - { digest: "%1$s", media_type: application/vnd.oci.image.index.v1+json, platform: x }
                          subject: "%1$s"
                          size: 12
                      - name: signature
                        manifest: { kind: artifact, artifact_type: application/vnd.example,
                            media_type: application/vnd.docker.distribution.manifest.v2+json }
                """.formatted(digest));

        assertThat(new String(written(state), UTF_8)).contains("""
                            manifest:
                              kind: "index"
                              children:
                              - "%1$s"
                              - digest: "%1$s"
                                platform: "linux/arm64"
                              - digest: "%1$s"
                                media_type: ""
                              - digest: "%1$s"
                                platform: "x"
                                media_type: "application/vnd.oci.image.index.v1+json"
                              subject: "%1$s"
                              size: 12
                        """.formatted(digest), """
                            manifest:
                              kind: "artifact"
                              media_type: "application/vnd.docker.distribution.manifest.v2+json"
                              artifact_type: "application/vnd.example"
                        """);
    }

    @Test
    void theExportHasTheExpectedText() throws IOException {
        RegistryState state = StateFileTest.read("""
                users: [{ login: monalisa, id: 1, created_at: 2020-05-19T22:19:11Z, updated_at: 2020-05-19T22:19:11Z }]
                packages:
                  - owner: monalisa
                    package_type: npm
                    name: app
                    roles: { monalisa: admin }
                    created_at: 2020-05-19T22:19:11Z
                    updated_at: 2020-05-19T22:19:11Z
                    versions: [{ name: 1.0.0, created_at: 2020-05-19T22:19:11Z, updated_at: 2020-05-19T22:19:11Z }]
                tokens: [{ token: ghp_a, user: monalisa, scopes: [repo, read:packages] }]
                """);

        assertThat(new String(written(state), UTF_8))
                .isEqualTo("""
                        users:
                        - login: "monalisa"
                          id: 1
                          created_at: "2020-05-19T22:19:11Z"
                          updated_at: "2020-05-19T22:19:11Z"
                        organizations: []
                        repositories: []
                        packages:
                        - owner: "monalisa"
                          package_type: "npm"
                          name: "app"
                          visibility: "private"
                          roles:
                            monalisa: "admin"
                          created_at: "2020-05-19T22:19:11Z"
                          updated_at: "2020-05-19T22:19:11Z"
                          versions:
                          - name: "1.0.0"
                            created_at: "2020-05-19T22:19:11Z"
                            updated_at: "2020-05-19T22:19:11Z"
                        tokens:
                        - token_sha256: "%s"
                          kind: "classic"
                          user: "monalisa"
                          scopes:
                          - "read:packages"
                          - "repo"
                        """.formatted(TokenHash.of("ghp_a").hex()));
    }
}
