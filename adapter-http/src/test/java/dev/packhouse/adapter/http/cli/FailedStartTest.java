package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails leaves no new files or directories. */
class FailedStartTest {

    @TempDir
    private Path parent;

    private static CommandResult onATakenPort(String... args) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String[] all = new String[args.length + 3];
            all[0] = "serve";
            all[1] = "--port";
            all[2] = Integer.toString(taken.getLocalPort());
            System.arraycopy(args, 0, all, 3, args.length);
            return InProcessCommand.run(all);
        }
    }

    private Path wrongState() throws IOException {
        return Files.writeString(parent.resolve("state.yaml"), "users: [{ login: monalisa, admin: true }]\n");
    }

    @Test
    void aPortInUseCreatesNoDirectory() throws IOException {
        CommandResult result =
                onATakenPort("--demo", "--data", parent.resolve("new/data").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("packhouse: Cannot listen on 127.0.0.1:")
                .hasLineCount(1);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aPortInUseLoadsNothingIntoAnExistingDirectory() throws IOException {
        CommandResult result = onATakenPort("--demo", "--data", parent.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aHostThatCannotBeResolvedCreatesNoDirectory() {
        CommandResult result = InProcessCommand.run(
                "serve",
                "--demo",
                "--port",
                "0",
                "--host",
                "256.1.1.1",
                "--data",
                parent.resolve("data").toString());

        assertThat(result)
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: Cannot listen on 256.1.1.1:0: the host '256.1.1.1' cannot be resolved; set --host to"
                                + " an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all of them\n"));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void anInvalidStateFileLeavesNoNewDirectory() throws IOException {
        Path file = wrongState();

        CommandResult result = InProcessCommand.run(
                "serve",
                "--port",
                "0",
                "--state",
                file.toString(),
                "--data",
                parent.resolve("new/data").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("unknown key 'admin'");
        assertThat(parent.toFile().list()).containsExactly("state.yaml");
    }

    @Test
    void anInvalidStateFileKeepsAnExistingDirectory() throws IOException {
        Path file = wrongState();
        Path data = Files.createDirectory(parent.resolve("data"));

        CommandResult result =
                InProcessCommand.run("serve", "--port", "0", "--state", file.toString(), "--data", data.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(data).isDirectory();
    }
}
