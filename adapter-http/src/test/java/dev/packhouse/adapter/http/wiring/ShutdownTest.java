package dev.packhouse.adapter.http.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void closesTheLatestFirstAndEachOnce() {
        Shutdown shutdown = new Shutdown();
        shutdown.atEnd(() -> closed.add("directory"));
        shutdown.atEnd(() -> closed.add("backend"));
        shutdown.atEnd(() -> closed.add("server"));

        shutdown.close();
        shutdown.close();

        assertThat(closed).containsExactly("server", "backend", "directory");
    }

    @Test
    void closesTheOthersWhenOneCannotBeClosed() {
        Shutdown shutdown = new Shutdown();
        shutdown.atEnd(() -> closed.add("directory"));
        shutdown.atEnd(() -> {
            throw new IOException("cannot be closed");
        });
        shutdown.atEnd(() -> closed.add("server"));

        shutdown.close();

        assertThat(closed).containsExactly("server", "directory");
    }

    @Test
    void closesAtOnceWhatIsRegisteredAfterTheEnd() {
        Shutdown shutdown = new Shutdown();
        shutdown.atEnd(() -> closed.add("directory"));
        shutdown.close();

        shutdown.atEnd(() -> closed.add("backend"));

        assertThat(closed).containsExactly("directory", "backend");
    }
}
