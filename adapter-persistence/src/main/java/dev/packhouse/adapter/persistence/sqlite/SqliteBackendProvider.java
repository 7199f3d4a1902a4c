package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Provides the backend {@code sqlite}. The setting {@link BackendSettings#DATA} names the directory of its file, which
 * is created if it does not exist.
 */
public final class SqliteBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SqliteBackendProvider() {}

    @Override
    public String name() {
        return SqliteBackend.NAME;
    }

    @Override
    public Optional<String> remoteUrl() {
        return Optional.empty();
    }

    @Override
    public Backend open(BackendSettings settings) {
        boolean syncs = !settings.option(BackendSettings.SYNC).equals(Optional.of("off"));
        return SqliteBackend.open(directory(settings), settings, DatabaseLimits.DEFAULT.withSync(syncs));
    }

    @Override
    public List<StoredAuditEntry> readAuditTrail(BackendSettings settings, AuditQuery query) {
        return AuditReader.read(directory(settings), query);
    }

    private static Path directory(BackendSettings settings) {
        String directory = settings.option(BackendSettings.DATA)
                .orElseThrow(() -> new BackendOpenException(
                        "The backend '%s' needs the setting '%s': the directory to keep its data in"
                                .formatted(SqliteBackend.NAME, BackendSettings.DATA),
                        null));
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new BackendOpenException("'%s' is not the name of a directory".formatted(directory), e);
        }
    }
}
