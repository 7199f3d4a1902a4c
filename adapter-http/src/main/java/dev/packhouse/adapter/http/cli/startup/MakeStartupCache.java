package dev.packhouse.adapter.http.cli.startup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The program that the launcher runs in the background, to make its entry of the {@link StartupCache}: an archive of the
 * classes of a start, already parsed, and the native library of the SQLite driver.
 */
public final class MakeStartupCache {

    private static final String TRAINING = "dev.packhouse.adapter.http.cli.Training";

    private static final long LIMIT_MINUTES = 5;

    /** From this version on, Java can link the classes in an archive too. */
    private static final int LINKS_CLASSES = 24;

    private MakeStartupCache() {}

    /**
     * Makes the entry. If this Java cannot make an archive, the entry is without one, so that it is not tried again.
     *
     * @param arguments the path of the entry, whose parent exists
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path entry = Path.of(arguments[0]);
        Path jar = Path.of(System.getProperty("java.class.path"));
        new StartupCache(entry.getParent())
                .make(
                        entry.getFileName().toString(),
                        new StartupCache.Owner(jar, Path.of(System.getProperty("java.home"))),
                        directory -> write(jar, directory));
    }

    private static void write(Path jar, Path entry) throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(entry.resolve("tmp"));
        Path classes = temporary.resolve("classes");
        String classPath = withoutEncoding(jar, entry).toString();
        run(
                "-XX:DumpLoadedClassList=" + classes,
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath,
                TRAINING,
                entry.toString());
        List<String> dump = new ArrayList<>(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + entry.resolve("classes.jsa"),
                "-XX:+UseG1GC"));
        if (Runtime.version().feature() >= LINKS_CLASSES) {
            dump.add("-XX:+AOTClassLinking");
        }
        dump.addAll(List.of("-cp", classPath));
        run(dump.toArray(String[]::new));
        StartupCache.delete(temporary);
    }

    /**
     * Returns the jar, or a link to it from the entry, which the launcher then starts instead. Java 17 uses no archive of
     * a jar whose path is encoded in a URL, because it has a space for example.
     */
    private static Path withoutEncoding(Path jar, Path entry) throws IOException {
        if (!jar.toUri().getRawPath().contains("%")) {
            return jar;
        }
        Path link = entry.resolve("packhouse.jar");
        try {
            return Files.createLink(link, jar);
        } catch (IOException | UnsupportedOperationException e) {
            return Files.copy(jar, link);
        }
    }

    /** Runs another Java of the same version, without the options that the environment has for this one. */
    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        builder.environment().keySet().removeAll(Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }
}
