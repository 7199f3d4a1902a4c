package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCheckTest {

    @TempDir
    private Path directory;

    @Test
    void theEntriesOfAValidFileAreCounted() throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), """
                users: [{ login: monalisa }]
                packages: [{ owner: monalisa, package_type: npm, name: app, versions: [{ name: 1.0.0 }, { name: 1.0.1 }] }]
                """);

        assertThat(InProcessCommand.run("state", "check", file.toString()))
                .isEqualTo(new CommandResult(
                        0,
                        file + ": 1 users, 0 organizations, 0 repositories, 1 packages, 2 versions, 0 tokens\n",
                        ""));
    }

    @Test
    void allProblemsArePrintedWithFileAndLine() throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), """
                users:
                  - { login: monalisa, admin: true }
                  - { login: Monalisa }
                """);

        CommandResult result = InProcessCommand.run("state", "check", file.toString());

        assertThat(result).isEqualTo(new CommandResult(1, "", """
                        FILE:2: unknown key 'admin', expected one of login, id, name, site_admin, created_at, updated_at
                        FILE:3: there is already an account 'Monalisa'
                        """.replace("FILE", file.toString())));
    }

    @Test
    void aMalformedDocumentIsReportedWithTheExpectedToken() throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), "users: [\n");

        assertThat(InProcessCommand.run("state", "check", file.toString()))
                .isEqualTo(new CommandResult(1, "", """
                        FILE:2: expected the node content, but found '<stream end>'
                        """.replace("FILE", file.toString())));
    }

    @Test
    void aMissingFileIsReported() {
        Path file = directory.resolve("absent.yaml");

        assertThat(InProcessCommand.run("state", "check", file.toString()))
                .isEqualTo(new CommandResult(1, "", "packhouse: There is no file '" + file + "'\n"));
        assertThat(InProcessCommand.run("state", "check", directory.toString()))
                .isEqualTo(new CommandResult(1, "", "packhouse: '" + directory + "' is not a regular file\n"));
    }
}
