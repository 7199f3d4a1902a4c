package dev.packhouse.adapter.http.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar of the server configures Logback; the thin jar, which other programs embed, does not. */
class LoggingIT {

    private static final String SERVICE = "META-INF/services/ch.qos.logback.classic.spi.Configurator";
    private static final String CLASS = Logging.class.getName().replace('.', '/') + ".class";

    private static Optional<String> entry(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream content = jar.getInputStream(entry)) {
            return Optional.of(new String(content.readAllBytes(), UTF_8).strip());
        }
    }

    @Test
    void theServerConfiguresLogback() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("packhouse.jar"))) {
            assertThat(entry(jar, SERVICE)).hasValue(Logging.class.getName());
            assertThat(entry(jar, CLASS)).isPresent();
        }
    }

    @Test
    void theThinJarDoesNotConfigureLogback() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("packhouse.thinJar"))) {
            assertThat(entry(jar, SERVICE)).isEmpty();
            assertThat(entry(jar, CLASS)).isPresent();
        }
    }
}
