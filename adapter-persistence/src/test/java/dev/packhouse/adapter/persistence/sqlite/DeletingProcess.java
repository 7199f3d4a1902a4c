package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.application.testing.Callers.caller;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.policy.Change;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that deletes one version after the other in many threads and prints each completed id, until it is killed.
 */
final class DeletingProcess {

    private static final int THREADS = 8;

    private DeletingProcess() {}

    /** Takes the data directory and the number of versions. */
    public static void main(String... arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        OpenedSqlite backend = NpmStore.open(Path.of(arguments[0]));
        long versions = Long.parseLong(arguments[1]);
        for (int i = 0; i < THREADS; i++) {
            long first = i + 1L;
            new Thread(() -> {
                        for (long id = first; id < versions; id += THREADS) {
                            delete(backend, id);
                            out.println(id);
                        }
                    })
                    .start();
        }
    }

    private static void delete(OpenedSqlite backend, long id) {
        backend.write(caller(backend, NpmStore.MONALISA), session -> {
            Package parent = NpmStore.active(session, 7);
            session.apply(new Change.VersionDeleted(parent, NpmStore.version(session, parent, id), NpmStore.NOW));
            return null;
        });
    }
}
