package dev.packhouse.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of all modules, for which the rules are checked. */
final class ImportedClasses {

    static final List<String> MODULES =
            List.of("domain", "application", "adapter-persistence", "adapter-github", "adapter-http");

    /** The main classes. */
    static final JavaClasses MAIN = imported("classes");

    /** The main and test classes, except the classes that violate the rules. */
    static final JavaClasses MAIN_AND_TESTS = imported("classes", "test-classes");

    /** Classes that violate every rule. */
    static final JavaClasses BAD = new ClassFileImporter().importPackages("dev.packhouse.architecture.bad");

    private ImportedClasses() {}

    private static JavaClasses imported(String... folders) {
        List<Path> paths = MODULES.stream()
                .map(module -> Path.of("..", module, "target"))
                .flatMap(target -> Stream.of(folders).map(target::resolve))
                .filter(Files::isDirectory)
                .toList();
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // No rule needs the members of library classes, and resolving them takes half a minute.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/architecture/bad/"))
                    .importPaths(paths);
        });
    }
}
