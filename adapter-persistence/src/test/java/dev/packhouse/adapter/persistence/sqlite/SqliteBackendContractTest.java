package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.AuditContract;
import dev.packhouse.application.testing.BackendContract;
import dev.packhouse.application.testing.StoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackendContractTest implements BackendContract, StoreContract, AuditContract {

    @TempDir
    Path directory;

    private int opened;

    FastPaths fastPaths() {
        return FastPaths.ALL;
    }

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        opened++;
        Path data = directory.resolve(Integer.toString(opened));
        BackendSettings settings = new BackendSettings(RULES, clock, Map.of(BackendSettings.DATA, data.toString()));
        Backend backend = SqliteBackend.open(data, settings, DatabaseLimits.DEFAULT.with(fastPaths()));
        backend.store().orElseThrow().add(state);
        return backend;
    }
}
