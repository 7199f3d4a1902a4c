package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import java.util.List;
import java.util.Optional;

/**
 * Provides a kind of backend under a name.
 *
 * <p>Found with {@link java.util.ServiceLoader}: an implementation is public, has a public constructor without
 * parameters that opens no resources, and is named in {@code META-INF/services}.
 */
public interface BackendProvider {

    /** The name that selects the backend, in lower case. */
    String name();

    /**
     * The default address of the live registry that this backend calls; {@link BackendSettings#GITHUB_URL} overrides
     * it. Empty for a backend that keeps its own data, in the directory {@link BackendSettings#DATA}. A backend of a live
     * registry may keep its audit trail in that directory, if it is set.
     */
    Optional<String> remoteUrl();

    /**
     * Opens the backend.
     *
     * @throws dev.packhouse.application.model.BackendOpenException if it cannot be opened, with a message for the
     *     operator
     */
    Backend open(BackendSettings settings);

    /**
     * Reads the audit trail in the directory {@link BackendSettings#DATA} while a server may use the directory: unlike {@link
     * #open}, this method takes no lock, and neither creates nor changes anything in the directory. So an operator can look at
     * the trail of a running server, and a backup stays as it is. Entries that are added meanwhile may be missing.
     *
     * <p>A backend that cannot do that inherits this implementation, which opens the backend: then no server may use the
     * directory.
     *
     * @return the entries that the query selects, the newest first
     * @throws BackendOpenException if there is no audit trail, or it cannot be read; with a message for the operator
     * @throws dev.packhouse.application.model.BackendException if the storage fails
     */
    default List<StoredAuditEntry> readAuditTrail(BackendSettings settings, AuditQuery query) {
        try (Backend backend = open(settings)) {
            return backend.auditTrail()
                    .orElseThrow(() ->
                            new BackendOpenException("The backend '%s' keeps no audit trail".formatted(name()), null))
                    .entries(query);
        }
    }
}
