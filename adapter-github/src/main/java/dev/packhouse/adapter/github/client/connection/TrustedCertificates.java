package dev.packhouse.adapter.github.client.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates of a PEM file, trusted in addition to those that the JDK trusts. Host names are verified. */
final class TrustedCertificates {

    /** A block, up to its end or, if it is cut off, up to the next one. */
    private static final Pattern CERTIFICATE = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)");

    private TrustedCertificates() {}

    /**
     * Reads a file with one or more certificates, of a certification authority or of a server. Other text in the file is
     * ignored.
     *
     * @throws IllegalArgumentException if the file has no certificate, or one that cannot be read
     * @throws IOException if the file cannot be read
     */
    static SSLContext read(Path file) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        for (MatchResult block : CERTIFICATE
                .matcher(Files.readString(file, ISO_8859_1))
                .results()
                .toList()) {
            certificates.add(certificate(block.group(1), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("it contains no certificate in PEM format");
        }
        return trusting(certificates);
    }

    private static Certificate certificate(String base64, int number) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException("its certificate number %d is damaged".formatted(number), e);
        }
    }

    private static SSLContext trusting(List<Certificate> certificates) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            List<Certificate> all =
                    Stream.concat(trustedByTheJdk(), certificates.stream()).toList();
            for (int i = 0; i < all.size(); i++) {
                trusted.setCertificateEntry(Integer.toString(i), all.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(trusted), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the JDK cannot use its certificates (%s)".formatted(e.getMessage()), e);
        }
    }

    private static Stream<Certificate> trustedByTheJdk() throws GeneralSecurityException {
        return Stream.of(trustManagers(null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()));
    }

    /** Returns the trust managers of a key store; of the JDK's own if it is null. */
    private static TrustManager[] trustManagers(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
