package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.Session.Ending;
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

    private static Ending onATakenPort(String... args) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String[] all = new String[args.length + 3];
            all[0] = "serve";
            all[1] = "--port";
            all[2] = Integer.toString(taken.getLocalPort());
            System.arraycopy(args, 0, all, 3, args.length);
            return Session.run(all);
        }
    }

    private Path wrongState() throws IOException {
        return Files.writeString(parent.resolve("state.yaml"), "users: [{ login: monalisa, admin: true }]\n");
    }

    @Test
    void aPortInUseCreatesNoDirectory() throws IOException {
        Ending ending =
                onATakenPort("--demo", "--data", parent.resolve("new/data").toString());

        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(ending.out()).isEmpty();
        assertThat(ending.err())
                .startsWith("packhouse: Cannot listen on 127.0.0.1:")
                .hasLineCount(1);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aPortInUseLoadsNothingIntoAnExistingDirectory() throws IOException {
        Ending ending = onATakenPort("--demo", "--data", parent.toString());

        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aHostThatCannotBeResolvedCreatesNoDirectory() {
        Ending ending = Session.run(
                "serve",
                "--demo",
                "--port",
                "0",
                "--host",
                "256.1.1.1",
                "--data",
                parent.resolve("data").toString());

        assertThat(ending)
                .isEqualTo(new Ending(
                        1,
                        "",
                        "packhouse: Cannot listen on 256.1.1.1:0: the host '256.1.1.1' cannot be resolved; set --host to"
                                + " an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all of them\n"));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void anInvalidStateFileLeavesNoNewDirectory() throws IOException {
        Path file = wrongState();

        Ending ending = Session.run(
                "serve",
                "--port",
                "0",
                "--state",
                file.toString(),
                "--data",
                parent.resolve("new/data").toString());

        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(ending.err()).contains("unknown key 'admin'");
        assertThat(parent.toFile().list()).containsExactly("state.yaml");
    }

    @Test
    void anInvalidStateFileKeepsAnExistingDirectory() throws IOException {
        Path file = wrongState();
        Path data = Files.createDirectory(parent.resolve("data"));

        Ending ending = Session.run("serve", "--port", "0", "--state", file.toString(), "--data", data.toString());

        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(data).isDirectory();
    }
}
