package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the server's jar. */
class JarIT {

    @Test
    void theJarOfTheServerHasItsLogButNotJUnit() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("packhouse.jar"));
                InputStream licences = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt"))) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("ch/qos/logback/classic/Logger.class")
                    .contains("dev/packhouse/adapter/http/testing/junit/PackhouseTest.class")
                    .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/opentest4j/"));
            assertThat(new String(licences.readAllBytes(), UTF_8))
                    .contains("logback-classic")
                    .doesNotContainIgnoringCase("junit");
        }
    }
}
