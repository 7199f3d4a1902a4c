package dev.packhouse.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes that the rules are held against: as they were compiled, module by module. */
final class Houses {

    static final List<String> MODULES =
            List.of("domain", "application", "adapter-persistence", "adapter-github", "adapter-http");

    /** What is shipped. */
    static final JavaClasses MAIN = imported("classes");

    /** What is shipped, and all tests but the classes that break the rules. */
    static final JavaClasses MAIN_AND_TESTS = imported("classes", "test-classes");

    /** Classes that break every rule. */
    static final JavaClasses BAD = new ClassFileImporter().importPackages("dev.packhouse.architecture.bad");

    private Houses() {}

    private static JavaClasses imported(String... folders) {
        List<Path> paths = MODULES.stream()
                .map(module -> Path.of("..", module, "target"))
                .flatMap(target -> Stream.of(folders).map(target::resolve))
                .filter(Files::isDirectory)
                .toList();
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // No rule asks what a library's class is made of, and finding out takes half a minute.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/architecture/bad/"))
                    .importPaths(paths);
        });
    }
}
