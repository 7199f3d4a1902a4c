package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.policy.AccessPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class ModuleDependenciesTest {

    @Test
    void theDomainDependsOnlyOnJavaBase() throws URISyntaxException {
        Path classes = Path.of(AccessPolicy.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(jdeps("--print-module-deps", classes.toString())).isEqualTo("java.base");
    }

    private static String jdeps(String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter output = new PrintWriter(printed);
        int status = ToolProvider.findFirst("jdeps").orElseThrow().run(output, output, arguments);
        output.flush();
        assertThat(status).as(printed.toString()).isZero();
        return printed.toString().strip();
    }
}
