package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.HistoryProperties;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryPropertiesTest implements HistoryProperties {

    @TempDir
    Path directory;

    private int opened;

    FastPaths fastPaths() {
        return FastPaths.ALL;
    }

    /** Few seeds, because each step waits for the disk. */
    @Override
    public int seeds() {
        return 3;
    }

    @Override
    public Backend open(RegistryState state, InstantSource clock, Rules rules) {
        opened++;
        Path data = directory.resolve(Integer.toString(opened));
        BackendSettings settings = new BackendSettings(rules, clock, Map.of(BackendSettings.DATA, data.toString()));
        Backend backend = SqliteBackend.open(data, settings, DatabaseLimits.DEFAULT.with(fastPaths()));
        backend.store().orElseThrow().add(state);
        return backend;
    }
}
