package dev.packhouse.adapter.http.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(out, true, UTF_8), System.err, Map.of(), InstantSource.system());

    private String rows(boolean aligned, List<List<String>> rows) {
        console.printRows(rows, aligned);
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void columnsAreAlignedWithoutSpacesAtTheEndOfALine() {
        assertThat(rows(true, List.of(List.of("ID", "NAME"), List.of("1", "octo-utils"), List.of("1000", ""))))
                .isEqualTo("ID    NAME\n1     octo-utils\n1000\n");
    }

    @Test
    void cellsForProgramsAreSeparatedByTabsAndContainNone() {
        assertThat(rows(false, List.of(List.of("1", "a\tb\u001b[2J"), List.of("1000", ""))))
                .isEqualTo("1\ta\\u0009b\\u001b[2J\n1000\t\n");
    }

    @Test
    void noRowsAreNothing() {
        assertThat(rows(true, List.of())).isEmpty();
    }

    @Test
    void aConsoleHasNoTerminalUnlessItIsNamed() {
        assertThat(console.terminal().get()).isEmpty();
    }

    /** The tests run with a standard input and output that are no terminal. */
    @Test
    void thisProcessHasNoTerminal() {
        assertThat(Terminal.ofProcess()).isEmpty();
    }
}
