package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates of a file, and a server whose certificate a private authority has signed. */
class TrustedCertificatesTest {

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("private authority")
            .build();
    private final HeldCertificate other = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("other authority")
            .build();
    private MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        start("localhost");
    }

    private void start(String name) throws IOException {
        server.close();
        server = new MockWebServer();
        HeldCertificate certificate = new HeldCertificate.Builder()
                .commonName(name)
                .addSubjectAlternativeName(name)
                .signedBy(authority)
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .addHeader("X-OAuth-Scopes", "read:packages")
                .body("{\"login\":\"monalisa\",\"id\":1001,\"type\":\"User\"}")
                .build());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Backend open(Map<String, String> options) {
        return new GitHubBackendProvider().open(new BackendSettings(Rules.GITHUB, InstantSource.system(), options));
    }

    private Backend openWith(String certificates) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), certificates);
        return open(Map.of(
                BackendSettings.GITHUB_URL,
                "https://localhost:" + server.getPort(),
                BackendSettings.CA_FILE,
                file.toString()));
    }

    private static void assertRefused(Backend backend, String why) {
        assertThatThrownBy(() -> backend.authenticate(MONALISA))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no connection (")
                .hasMessageContaining(why);
    }

    @Test
    void aServerIsTrustedIfTheFileHasItsAuthority() throws IOException {
        try (Backend backend = openWith(authority.certificatePem())) {
            assertThat(backend.authenticate(MONALISA)).isPresent();
        }
    }

    @Test
    void theFileMayHaveSeveralCertificatesAndOtherText() throws IOException {
        try (Backend backend = openWith("# The other one\n" + other.certificatePem() + other.privateKeyPkcs8Pem()
                + "Subject: CN = private\r\n"
                + authority.certificatePem().replace("\n", "\r\n"))) {
            assertThat(backend.authenticate(MONALISA)).isPresent();
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() throws IOException {
        try (Backend backend = openWith(other.certificatePem());
                Backend withoutFile =
                        open(Map.of(BackendSettings.GITHUB_URL, "https://localhost:" + server.getPort()))) {
            assertRefused(backend, "unable to find valid certification path");
            assertRefused(withoutFile, "unable to find valid certification path");
        }
    }

    @Test
    void theNameOfTheServerIsVerified() throws IOException {
        start("github.test");
        try (Backend backend = openWith(authority.certificatePem())) {
            assertRefused(backend, "localhost");
        }
    }

    @Test
    void theCertificatesThatTheJdkTrustsRemainTrusted() throws Exception {
        Path store = directory.resolve("jdk.p12");
        write(store, authority);
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        try (Backend backend = openWith(other.certificatePem())) {
            assertThat(backend.authenticate(MONALISA)).isPresent();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static void write(Path file, HeldCertificate trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted.certificate());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
    }

    private void assertUnreadable(Path file, String why) {
        assertThatThrownBy(() -> open(Map.of(BackendSettings.CA_FILE, file.toString())))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage("Cannot read certificates from '%s': %s".formatted(file, why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE"
            })
    void aFileWithoutACertificateIsRefused(String content) throws IOException {
        assertUnreadable(
                Files.writeString(directory.resolve("ca.pem"), content), "it contains no certificate in PEM format");
    }

    @Test
    void aFileWithADamagedCertificateIsRefused() throws IOException {
        String pem = authority.certificatePem();
        for (String damaged :
                new String[] {pem.substring(0, 200), pem.replace("M", "N"), pem.replaceAll("\n.*\n", "\n=\n")}) {
            assertUnreadable(
                    Files.writeString(directory.resolve("ca.pem"), pem + damaged + pem),
                    "its certificate number 2 is damaged");
        }
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertUnreadable(directory.resolve("none.pem"), "there is no such file");
        assertUnreadable(directory, "Is a directory");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertUnreadable(file.resolve("ca.pem"), "Not a directory");
    }

    @ParameterizedTest
    @CsvSource({"proxy", ":3128", "proxy:", "proxy:port", "proxy:65536", "'a b:1:2'"})
    void anInvalidProxyIsRefused(String address) {
        assertThatThrownBy(() ->
                        open(Map.of(BackendSettings.PROXY, address, BackendSettings.PROXY_CREDENTIALS, "mona:secret")))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageStartingWith("'" + address + "' is not the address of a proxy: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theTextOfTheSettingsHasNoValuesOfOptions() {
        assertThat(new BackendSettings(
                                Rules.GITHUB, InstantSource.system(), Map.of(BackendSettings.PROXY_CREDENTIALS, "a:b"))
                        .toString())
                .contains("[proxy-credentials]")
                .doesNotContain("a:b");
    }
}
