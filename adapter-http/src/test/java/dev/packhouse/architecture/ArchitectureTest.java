package dev.packhouse.architecture;

import static dev.packhouse.architecture.Architecture.Part.part;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.architecture.Architecture.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the architecture rules. A new package needs a new entry in the table. */
class ArchitectureTest {

    private static final Architecture ARCHITECTURE = new Architecture("dev.packhouse.");

    static Stream<Part> parts() {
        return Stream.of(
                part("domain"),
                part("domain.text"),
                part("domain.account", ":domain.text"),
                part("domain.naming", ":domain.account", ":domain.text"),
                part("domain.version", ":domain.naming", ":domain.text"),
                part("domain.lifecycle", ":domain.account", ":domain.naming"),
                part("domain.image", ":domain.naming", ":domain.lifecycle"),
                part("domain.access", ":domain.account", ":domain.naming", ":domain.lifecycle"),
                part("domain.policy", ":domain.account", ":domain.naming", ":domain.lifecycle", ":domain.access"),
                part(
                        "domain.cleanup.policy",
                        ":domain.account",
                        ":domain.naming",
                        ":domain.lifecycle",
                        ":domain.image",
                        ":domain.text",
                        ":domain.version"),
                part(
                        "domain.cleanup.plan",
                        ":domain.access",
                        ":domain.naming",
                        ":domain.lifecycle",
                        ":domain.image",
                        ":domain.policy",
                        ":domain.version",
                        ":domain.cleanup.policy"),
                part("application"),
                part("application.state", ":domain..", "java.security", "java.nio.charset"),
                part(
                        "application.model",
                        ":domain..",
                        ":application.state",
                        "java.io",
                        "java.nio..",
                        "java.util.concurrent"),
                part("application.api", ":domain..", ":application.state", ":application.model"),
                part("application.spi", ":domain..", ":application.state", ":application.model"),
                part(
                        "application.service",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":application.api",
                        ":application.spi",
                        "org.slf4j",
                        "java.security"),
                part(
                        "adapter.persistence.sql",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":application.spi",
                        "java.sql"),
                part(
                        "adapter.persistence.sql.session",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":application.spi",
                        ":adapter.persistence.sql",
                        "java.util.concurrent.."),
                part(
                        "adapter.persistence.sql.state",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":adapter.persistence.sql",
                        "java.sql"),
                part(
                        "adapter.persistence.sql.maintenance",
                        ":domain..",
                        ":application.model",
                        ":adapter.persistence.sql",
                        "java.sql"),
                part(
                        "adapter.persistence.sqlite",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":application.spi",
                        ":adapter.persistence.sql",
                        ":adapter.persistence.sql.session",
                        ":adapter.persistence.sql.state",
                        ":adapter.persistence.sql.maintenance",
                        "org.sqlite",
                        "org.sqlite.core",
                        "org.slf4j",
                        "java.io",
                        "java.nio..",
                        "java.security",
                        "java.sql",
                        "java.util.concurrent.."),
                part(
                        "adapter.github.client.response",
                        ":application.model",
                        ":application.spi",
                        "com.fasterxml.jackson..",
                        "java.io",
                        "java.net.http",
                        "java.nio.charset"),
                part(
                        "adapter.github.client.connection",
                        ":application.model",
                        ":application.spi",
                        "com.google.common.net",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.security..",
                        "javax.net.ssl"),
                part(
                        "adapter.github.client",
                        ":domain..",
                        ":application.state",
                        ":application.model",
                        ":application.spi",
                        ":adapter.github.client.connection",
                        ":adapter.github.client.response",
                        "com.fasterxml.jackson..",
                        "com.google.common..",
                        "org.slf4j",
                        "java.io",
                        "java.net..",
                        "java.nio..",
                        "java.util.concurrent..",
                        "java.util.random",
                        "java.util.zip"),
                part(
                        "adapter.github.change",
                        ":domain..",
                        ":application.model",
                        ":application.spi",
                        ":adapter.github.client",
                        ":adapter.github.client.response",
                        "com.google.common..",
                        "java.util.concurrent.."),
                part(
                        "adapter.github.seen",
                        ":domain..",
                        ":adapter.github.client",
                        "com.google.common..",
                        "java.util.concurrent.."),
                part(
                        "adapter.github.data",
                        ":application.model",
                        ":application.spi",
                        "org.slf4j",
                        "java.io",
                        "java.nio.."),
                part(
                        "adapter.github.audit",
                        ":application.model",
                        ":application.spi",
                        ":adapter.github.data",
                        "com.fasterxml.jackson..",
                        "org.slf4j",
                        "java.io",
                        "java.nio.."),
                part(
                        "adapter.github.registry",
                        ":domain..",
                        ":application.model",
                        ":application.spi",
                        ":adapter.github.client",
                        ":adapter.github.client.response",
                        ":adapter.github.data",
                        "com.fasterxml.jackson..",
                        "com.google.common..",
                        "org.slf4j",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent..",
                        "java.util.random"),
                part(
                        "adapter.github",
                        ":domain..",
                        ":application.model",
                        ":application.spi",
                        ":adapter.github.registry",
                        ":adapter.github.client",
                        ":adapter.github.client.connection",
                        ":adapter.github.client.response",
                        ":adapter.github.change",
                        ":adapter.github.seen",
                        ":adapter.github.audit",
                        "com.fasterxml.jackson.databind",
                        "com.google.common..",
                        "java.net.http",
                        "java.nio.file",
                        "java.util.concurrent..",
                        "java.util.random"),
                part(
                        "adapter.http.protocol",
                        ":domain.access",
                        ":application.model",
                        "com.fasterxml.jackson.core",
                        "com.google.common.cache",
                        "jakarta.servlet.http",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.security",
                        "java.util.concurrent..",
                        "java.util.zip"),
                part(
                        "adapter.http.connection",
                        "java.io",
                        "java.nio..",
                        "java.util.concurrent..",
                        "org.eclipse.jetty..",
                        "org.slf4j.."),
                part(
                        "adapter.http.route",
                        ":domain..",
                        ":application.api",
                        ":adapter.http.protocol",
                        "com.google.common.escape",
                        "com.google.common.net"),
                part(
                        "adapter.http.payload",
                        ":domain..",
                        ":application.model",
                        ":adapter.http.protocol",
                        "com.fasterxml.jackson.core..",
                        "com.google.common..",
                        "java.io",
                        "java.nio.charset",
                        "java.util.concurrent"),
                part(
                        "adapter.http.operation",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":adapter.http.protocol",
                        ":adapter.http.route",
                        ":adapter.http.payload",
                        "com.fasterxml.jackson.core",
                        "com.google.common..",
                        "java.io",
                        "java.security",
                        "java.util.concurrent"),
                part(
                        "adapter.http.graphql",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":adapter.http.protocol",
                        ":adapter.http.payload",
                        ":adapter.http.operation",
                        "com.fasterxml.jackson.core",
                        "java.io"),
                part(
                        "adapter.http.operator",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":application.state",
                        ":adapter.http.protocol",
                        "com.fasterxml.jackson.core",
                        "org.slf4j",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.security"),
                part("adapter.http.fault", ":adapter.http.protocol"),
                part(
                        "adapter.http.control",
                        ":application.api",
                        ":application.model",
                        ":application.state",
                        ":adapter.http.protocol",
                        ":adapter.http.fault",
                        ":adapter.http.statefile",
                        "com.fasterxml.jackson..",
                        "com.google.common.io",
                        "java.io"),
                part(
                        "adapter.http",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":adapter.http.connection",
                        ":adapter.http.protocol",
                        ":adapter.http.route",
                        ":adapter.http.payload",
                        ":adapter.http.operation",
                        ":adapter.http.graphql",
                        ":adapter.http.operator",
                        ":adapter.http.control",
                        ":adapter.http.fault",
                        "com.fasterxml.jackson.core",
                        "com.google.common.base",
                        "com.google.common.cache",
                        "io.javalin..",
                        "jakarta.servlet.http",
                        "kotlin..",
                        "org.eclipse.jetty..",
                        "org.slf4j..",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent"),
                part(
                        "adapter.http.logging",
                        "ch.qos.logback..",
                        "com.google.common.base",
                        "org.slf4j",
                        "java.nio.charset"),
                part(
                        "adapter.http.document",
                        ":application.state",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.dataformat.yaml..",
                        "org.yaml.snakeyaml",
                        "org.yaml.snakeyaml.error",
                        "com.google.common.io",
                        "java.io",
                        "java.nio.charset"),
                part(
                        "adapter.http.statefile",
                        ":domain..",
                        ":application.state",
                        ":adapter.http.document",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.dataformat.yaml..",
                        "com.google.common.io",
                        "java.io"),
                part(
                        "adapter.http.policyfile",
                        ":domain..",
                        ":application.state",
                        ":adapter.http.document",
                        "com.fasterxml.jackson.core",
                        "com.google.common..",
                        "java.io",
                        "java.nio..",
                        "java.util.function"),
                part(
                        "adapter.http.planfile",
                        ":domain..",
                        "com.fasterxml.jackson.core",
                        "com.fasterxml.jackson.databind",
                        "com.google.common.hash",
                        "java.io",
                        "java.nio..",
                        "java.util.zip"),
                part(
                        "adapter.http.wiring",
                        ":domain..",
                        ":application..",
                        ":adapter.http",
                        ":adapter.http.operator",
                        ":adapter.http.control",
                        ":adapter.http.statefile",
                        "org.slf4j",
                        "com.google.common.io",
                        "com.google.common.util.concurrent",
                        "java.io",
                        "java.lang.reflect",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent.."),
                part(
                        "adapter.http.testing",
                        ":domain..",
                        ":application..",
                        ":adapter.http",
                        ":adapter.http.control",
                        ":adapter.http.fault",
                        ":adapter.http.statefile",
                        ":adapter.http.wiring",
                        "com.google.common.io",
                        "java.io",
                        "java.net",
                        "java.nio.charset",
                        "java.nio.file"),
                part(
                        "adapter.http.testing.junit",
                        ":application.state",
                        ":adapter.http.testing",
                        "org.junit.jupiter.api..",
                        "org.junit.platform.commons.support",
                        "org.slf4j",
                        "java.net",
                        "java.nio.file"),
                part(
                        "adapter.http.cli.console",
                        ":domain.access",
                        ":domain.account",
                        ":application.api",
                        ":application.state",
                        "picocli",
                        "java.io",
                        "java.net",
                        "java.nio.file"),
                part(
                        "adapter.http.cli.cleanup",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":application.state",
                        ":adapter.http.document",
                        ":adapter.http.planfile",
                        ":adapter.http.policyfile",
                        ":adapter.http.cli.console",
                        "com.google.common.hash",
                        "picocli",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent",
                        "java.util.zip"),
                part(
                        "adapter.http.cli.packages",
                        ":domain..",
                        ":application.api",
                        ":application.model",
                        ":application.state",
                        ":adapter.http.protocol",
                        ":adapter.http.payload",
                        ":adapter.http.cli.console",
                        ":adapter.http.cli.proxy",
                        "com.fasterxml.jackson..",
                        "com.google.common..",
                        "picocli",
                        "java.io",
                        "java.net..",
                        "java.nio..",
                        "java.util.concurrent",
                        "javax.net.ssl"),
                part(
                        "adapter.http.cli.proxy",
                        ":adapter.http.protocol",
                        "com.google.common.base",
                        "com.google.common.io",
                        "com.google.common.net",
                        "java.net",
                        "java.nio.charset"),
                part(
                        "adapter.http.cli.startup",
                        "com.google.common.io",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent"),
                part(
                        "adapter.http.cli",
                        ":domain..",
                        ":application..",
                        ":adapter.http",
                        ":adapter.http.wiring",
                        ":adapter.http.control",
                        ":adapter.http.cli.proxy",
                        ":adapter.http.cli.console",
                        ":adapter.http.cli.cleanup",
                        ":adapter.http.cli.packages",
                        ":adapter.http.policyfile",
                        ":adapter.http.operator",
                        ":adapter.http.statefile",
                        "me.tongfei.progressbar",
                        "picocli",
                        "org.slf4j",
                        "com.google.common.collect",
                        "com.google.common.io",
                        "com.google.common.net",
                        "com.google.common.util.concurrent",
                        "java.io",
                        "java.net",
                        "java.nio..",
                        "java.util.concurrent.."));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void usesNothingButWhatTheTablePermits(Part part) {
        ARCHITECTURE.usesOnlyWhatTheTablePermits(part).check(ImportedClasses.MAIN);
    }

    @Test
    void everyClassBelongsToAPart() {
        Stream<String> packages = ImportedClasses.MAIN.stream().map(JavaClass::getPackageName);
        Stream<String> table = parts().map(part -> ARCHITECTURE.root() + part.name());

        assertThat(packages.collect(toSet())).containsExactlyInAnyOrderElementsOf(table.toList());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyPartHasAPackageInfo(Part part) {
        String path = "src/main/java/" + (ARCHITECTURE.root() + part.name()).replace('.', '/') + "/package-info.java";

        assertThat(ImportedClasses.MODULES)
                .anyMatch(module -> Files.exists(Path.of("..", module).resolve(path)));
    }

    @Test
    void packagesHaveNoCyclicDependencies() {
        ARCHITECTURE.hasNoCycles().check(ImportedClasses.MAIN);
    }

    @Test
    void theClassesOfThePersistenceAdapterHaveNoCycles() {
        ARCHITECTURE.hasNoClassCycles("adapter.persistence..").check(ImportedClasses.MAIN);
    }

    @Test
    void adaptersDoNotDependOnEachOtherEvenInTests() {
        ARCHITECTURE.adaptersDoNotDependOnEachOther().check(ImportedClasses.MAIN_AND_TESTS);
    }

    @Test
    void portsAreInterfaces() {
        ARCHITECTURE.portsAreInterfaces().check(ImportedClasses.MAIN);
    }

    @Test
    void drivenAdaptersExposeOnlyTheirProvider() {
        ARCHITECTURE
                .drivenAdaptersExposeOnlyTheirProvider(BackendProvider.class)
                .check(ImportedClasses.MAIN);
    }

    @Test
    void fieldsAreNotInjected() {
        ARCHITECTURE.fieldsAreNotInjected().check(ImportedClasses.MAIN_AND_TESTS);
    }

    @Test
    void onlyTheCommandLineWritesToStandardStreams() {
        ARCHITECTURE.onlyTheCommandLineWritesToStandardStreams().check(ImportedClasses.MAIN);
    }

    @Test
    void nothingLogsThroughTheJdk() {
        ARCHITECTURE.nothingLogsThroughTheJdk().check(ImportedClasses.MAIN_AND_TESTS);
    }
}
