package dev.packhouse.adapter.http.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.http.cli.startup.StartupCache.Content;
import dev.packhouse.adapter.http.cli.startup.StartupCache.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCacheTest {

    private static final Content ARCHIVE = entry -> Files.writeString(entry.resolve("classes.jsa"), "archive");

    @TempDir
    private Path temporary;

    private Path directory;
    private Path jar;
    private Owner owner;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createDirectory(temporary.resolve("cache"));
        jar = Files.writeString(temporary.resolve("packhouse.jar"), "jar");
        owner = new Owner(jar, temporary);
    }

    private void make(String name, Owner of, Content content) throws IOException, InterruptedException {
        new StartupCache(directory).make(name, of, content);
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anEntryIsCompleteWhenItsContentIs() throws IOException, InterruptedException {
        Path complete = directory.resolve("one/made-for");
        make("one", owner, entry -> {
            assertThat(entry).isEqualTo(directory.resolve("one")).isNotEmptyDirectory();
            assertThat(complete).doesNotExist();
            ARCHIVE.writeTo(entry);
        });

        assertThat(complete).hasContent(jar + "\n" + temporary);
        assertThat(directory.resolve("one/classes.jsa")).hasContent("archive");
        assertThat(directory.resolve("one").toFile().list()).containsExactlyInAnyOrder("made-for", "classes.jsa");
    }

    @Test
    void anEntryThatExistsIsNotMadeAgain() throws IOException, InterruptedException {
        make("one", owner, ARCHIVE);
        make("one", owner, entry -> {
            throw new IOException("made again");
        });

        assertThat(directory.resolve("one/classes.jsa")).exists();
    }

    @Test
    void anEntryThatIsOlderThanItsJarIsMadeAgain() throws IOException, InterruptedException {
        make("one", owner, ARCHIVE);
        FileTime made = Files.getLastModifiedTime(directory.resolve("one/made-for"));
        Files.setLastModifiedTime(jar, FileTime.from(made.toInstant().plus(Duration.ofSeconds(1))));

        make("one", owner, entry -> Files.writeString(entry.resolve("classes.jsa"), "another"));

        assertThat(entries()).containsExactly("one");
        assertThat(directory.resolve("one/classes.jsa")).hasContent("another");
    }

    @Test
    void anEntryReplacesThoseOfTheSameJarAndJavaAndNoOthers() throws IOException, InterruptedException {
        Path anotherJar = Files.writeString(temporary.resolve("another.jar"), "jar");
        make("before", owner, ARCHIVE);
        make("another-jar", new Owner(anotherJar, temporary), ARCHIVE);
        make("another-java", new Owner(jar, directory), ARCHIVE);
        Files.createDirectory(directory.resolve("of-another-program"));

        make("after", owner, ARCHIVE);

        assertThat(entries()).containsExactly("after", "another-jar", "another-java", "of-another-program");
    }

    @Test
    void entriesWhoseJarOrJavaIsGoneAreDeleted() throws IOException, InterruptedException {
        Path goneJar = Files.writeString(temporary.resolve("gone.jar"), "jar");
        Path goneJava = Files.createDirectory(temporary.resolve("gone"));
        make("gone-jar", new Owner(goneJar, temporary), ARCHIVE);
        make("gone-java", new Owner(jar, goneJava), ARCHIVE);
        Files.delete(goneJar);
        Files.delete(goneJava);

        make("one", owner, ARCHIVE);

        assertThat(entries()).containsExactly("one");
    }

    @Test
    void whatAKilledProcessHasLeftIsDeletedByTheNext() throws IOException, InterruptedException {
        assertThatThrownBy(() -> make("one", owner, entry -> {
                    ARCHIVE.writeTo(entry);
                    throw new IOException("killed");
                }))
                .hasMessage("killed");
        assertThat(directory.resolve("one/made-for")).doesNotExist();

        make("two", owner, ARCHIVE);

        assertThat(entries()).containsExactly("two");
    }

    /** Within one process the lock that is held shows as an exception; {@code LauncherIT} has many processes. */
    @Test
    void oneMakesAnEntryAtATime() throws IOException, InterruptedException {
        make("one", owner, entry -> {
            assertThatThrownBy(() -> make("two", owner, ARCHIVE)).isInstanceOf(IllegalStateException.class);
            ARCHIVE.writeTo(entry);
        });

        assertThat(entries()).containsExactly("one");
    }
}
