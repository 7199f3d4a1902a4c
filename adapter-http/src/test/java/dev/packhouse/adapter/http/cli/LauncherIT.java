package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the launcher for POSIX shells, in an installation whose path has spaces and quotes. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class LauncherIT {

    private static final String PACKAGE = "/orgs/octo-org/packages/npm/octo-utils";

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    private static final String C1 = "-XX:TieredStopAtLevel=1";

    @TempDir
    private static Path installation;

    private static Path dist;

    @TempDir
    private Path directory;

    @BeforeAll
    static void install() throws IOException {
        Path source = Path.of(System.getProperty("packhouse.dist"));
        dist = installation.resolve("it's a \"dist\"");
        for (String file : List.of("bin/packhouse", "lib/packhouse.jar")) {
            Path target = dist.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(source.resolve(file), target);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source.resolve(file)));
        }
    }

    private ServerProcess launch(Map<String, String> environment, String... args) {
        return launch(dist.resolve("bin/packhouse"), environment, args);
    }

    /** Launches with the Java of this test, and without a cache, unless the environment says something else. */
    private ServerProcess launch(Path launcher, Map<String, String> environment, String... args) {
        Map<String, String> all = new HashMap<>(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "XDG_CACHE_HOME", cache().toString(),
                "PACKHOUSE_CACHE", "off"));
        all.putAll(environment);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        return ServerProcess.run(directory, all, command);
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    /** Waits until there is one entry in the cache, which is complete and not this one. */
    private Path awaitEntryOtherThan(Path replaced) throws IOException, InterruptedException {
        while (true) {
            try (Stream<Path> all = Files.list(cache().resolve("packhouse"))) {
                List<Path> entries = all.filter(Files::isDirectory).toList();
                if (entries.size() == 1
                        && !entries.get(0).equals(replaced)
                        && Files.exists(entries.get(0).resolve("made-for"))) {
                    return entries.get(0);
                }
            }
            Thread.sleep(50);
        }
    }

    @Test
    void theFirstStartsMakeACacheThatLaterStartsUseUntilTheJarChanges() throws Exception {
        Map<String, String> cached = Map.of("PACKHOUSE_CACHE", "on");
        List<ServerProcess> first =
                IntStream.range(0, 3).mapToObj(i -> launch(cached, "--version")).toList();
        for (ServerProcess process : first) {
            assertThat(process.line()).startsWith("packhouse ");
            assertThat(process.exitCode()).isZero();
            assertThat(process.err()).isEmpty();
        }
        Path entry = awaitEntryOtherThan(dist);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
                .isEqualTo("rwx------");
        assertThat(entry.resolve("classes.jsa")).exists();

        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path classes = directory.resolve("classes.log");
        Map<String, String> logging = Map.of(
                "PACKHOUSE_CACHE",
                "on",
                "JAVA_OPTS",
                "-Djava.io.tmpdir=%s -Xlog:class+load:file=%s".formatted(temporary, classes));
        try (ServerProcess server = launch(logging, "serve", "--demo", "--port", "0")) {
            URI address = server.address();
            assertThat(ServerProcess.send(address, "GET", PACKAGE).statusCode()).isEqualTo(200);
            assertThat(server.arguments())
                    .contains(ARCHIVE + entry.resolve("classes.jsa"), C1)
                    .containsSubsequence("-jar", entry.resolve("packhouse.jar").toString(), "serve");
            assertThat(Files.readString(classes))
                    .containsPattern("cli\\.ServeCommand source: shared objects file")
                    .containsPattern("operation\\.AuthenticatedRequest source: shared objects file")
                    .containsPattern("jetty\\.server\\.Server source: shared objects file");
            assertThat(temporary).isDirectoryNotContaining("glob:**sqlitejdbc*");
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(server.err().lines()).allMatch(line -> line.contains("Z INFO "));
        }

        assertThat(argumentsOfDemo(cached)).contains(ARCHIVE + entry.resolve("classes.jsa"));
        Path complete = entry.resolve("made-for");
        FileTime made = Files.getLastModifiedTime(complete);
        Path jar = dist.resolve("lib/packhouse.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        // Nothing is made while the lock is held.
        try (FileChannel lock = FileChannel.open(cache().resolve("packhouse/lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.lock().isValid()).isTrue();
            Files.setLastModifiedTime(complete, earlier(time));
            assertThat(argumentsOfDemo(cached)).noneMatch(argument -> argument.startsWith(ARCHIVE));
            Files.setLastModifiedTime(complete, made);
        }

        Files.setLastModifiedTime(jar, earlier(time));
        assertThat(argumentsOfDemo(cached)).noneMatch(argument -> argument.startsWith(ARCHIVE));
        awaitEntryOtherThan(entry);
        Files.setLastModifiedTime(jar, time);
    }

    private static FileTime earlier(FileTime time) {
        return FileTime.from(time.toInstant().minus(Duration.ofDays(1)));
    }

    /** The arguments of the Java that serves the demo. */
    private List<String> argumentsOfDemo(Map<String, String> environment, String... further) {
        List<String> args = new ArrayList<>(List.of("serve", "--demo", "--port", "0"));
        args.addAll(List.of(further));
        try (ServerProcess server = launch(environment, args.toArray(String[]::new))) {
            assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
            return server.arguments();
        }
    }

    @Test
    void theOptimizingCompilerIsOffForATemporaryDirectoryOnly() {
        assertThat(argumentsOfDemo(Map.of())).contains(C1, "-XX:+UseSerialGC");
        assertThat(argumentsOfDemo(Map.of("JAVA_OPTS", "-XX:+UseParallelGC -Dx=*")))
                .containsSubsequence(C1, "-XX:+UseParallelGC", "-Dx=*", "-jar")
                .doesNotContain("-XX:+UseSerialGC");
        assertThat(argumentsOfDemo(Map.of(), "--data", directory.resolve("data").toString()))
                .doesNotContain(C1, "-XX:+UseSerialGC");
    }

    @Test
    void argumentsAndExitCodesAreThoseOfTheJar() throws IOException {
        Path state =
                Files.writeString(directory.resolve("a  $HOME \"b\" 'c' *?.yaml"), "users: [{ login: monalisa }]\n");
        try (ServerProcess check =
                launch(Map.of(), "state", "check", state.getFileName().toString())) {
            assertThat(check.line()).startsWith(state.getFileName() + ": 1 users, ");
            assertThat(check.exitCode()).isZero();
        }
        try (ServerProcess missing = launch(Map.of(), "state", "check", "", "no such file")) {
            assertThat(missing.exitCode()).isEqualTo(2);
        }
        try (ServerProcess missing = launch(Map.of(), "state", "check", "no such file")) {
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.err()).contains("no such file");
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Map<String, String> place : List.of(
                Map.of("XDG_CACHE_HOME", file.toString()),
                Map.of("XDG_CACHE_HOME", "relative"),
                Map.of("XDG_CACHE_HOME", directory.resolve("a:b").toString()),
                Map.of("XDG_CACHE_HOME", "", "HOME", file.toString()),
                Map.of("XDG_CACHE_HOME", "", "HOME", ""))) {
            Map<String, String> environment = new HashMap<>(place);
            environment.put("PACKHOUSE_CACHE", "on");
            try (ServerProcess process = launch(environment, "--version")) {
                assertThat(process.line()).startsWith("packhouse ");
                assertThat(process.exitCode()).isZero();
                assertThat(process.err()).isEmpty();
            }
        }
        assertThat(directory.resolve("relative")).doesNotExist();
        assertThat(directory.resolve("a:b")).doesNotExist();
    }

    @Test
    void theLauncherIsFoundThroughLinksAndFindsJavaThroughThem() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("packhouse"), dist.resolve("bin/packhouse"));
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.createSymbolicLink(bin.resolve("java"), java);
        Map<String, String> onPath = Map.of("JAVA_HOME", "", "PATH", bin + ":" + System.getenv("PATH"));
        try (ServerProcess process = launch(link, onPath, "--version")) {
            assertThat(process.line()).startsWith("packhouse ");
            assertThat(process.exitCode()).as(process.err()).isZero();
        }
        assertThat(cache()).doesNotExist();
        Files.delete(link);

        Files.delete(bin.resolve("java"));
        script(bin.resolve("java"), "exec '%s' \"$@\"".formatted(java));
        try (ServerProcess process = launch(onPath, "--version")) {
            assertThat(process.line()).startsWith("packhouse ");
            assertThat(process.exitCode()).as(process.err()).isZero();
        }
    }

    private static void script(Path file, String content) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aJavaThatIsMissingOrTooOldIsReportedInOneLine() throws IOException {
        Path old = Files.createDirectories(directory.resolve("old/bin"));
        script(old.resolve("java"), "printf '    java.version = 11.0.2\\n' >&2");
        assertThat(refusal(Map.of("JAVA_HOME", directory.resolve("old").toString())))
                .isEqualTo("packhouse: Java 17 or newer is needed, and '%s/java' is 11.0.2: set JAVA_HOME\n"
                        .formatted(old));

        Files.writeString(directory.resolve("old/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_402\"\n");
        assertThat(refusal(Map.of("JAVA_HOME", directory.resolve("old").toString())))
                .contains("' is 1.8.0_402: ");

        assertThat(refusal(Map.of("JAVA_HOME", directory.toString())))
                .isEqualTo("packhouse: JAVA_HOME is '%s', which has no bin/java: set it to a JDK, or unset it\n"
                        .formatted(directory));

        assertThat(refusal(Map.of("JAVA_HOME", "", "PATH", directory.toString())))
                .isEqualTo("packhouse: there is no Java: install a JDK 17 or newer, and set JAVA_HOME or PATH\n");
    }

    private String refusal(Map<String, String> environment) {
        try (ServerProcess process = launch(environment, "--version")) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.remainingOut()).isEmpty();
            return process.err();
        }
    }
}
