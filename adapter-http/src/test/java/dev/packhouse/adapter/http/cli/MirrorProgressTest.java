package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Packages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirrorProgressTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream both = new PrintStream(screen, true, UTF_8);
    private final Console console = new Console(both, both, Map.of(), InstantSource.system());
    private final Package subject = Packages.container();

    private void copy(boolean terminal) {
        try (MirrorProgress progress = new MirrorProgress(console, terminal)) {
            progress.reading(subject, 1, 2);
            progress.reading(subject, 2, 2);
            progress.copied(subject, 200);
        }
    }

    private String shown() {
        return screen.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void onATerminalTheTextAfterTheBarBeginsALine() {
        copy(true);

        assertThat(shown()).contains("2/2").endsWith("\n%s: 200 versions\n".formatted(subject.name()));
    }

    @Test
    void withoutATerminalThereIsNoBar() {
        copy(false);

        assertThat(shown()).isEqualTo("%s: 200 versions\n".formatted(subject.name()));
    }

    @Test
    void unlistedPackagesAreReportedByType() {
        try (MirrorProgress progress = new MirrorProgress(console, false)) {
            progress.leftOut(PackageType.NPM, "any after the first 10000");
        }

        assertThat(shown()).isEqualTo("npm packages: left out: any after the first 10000\n");
    }
}
