package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Selects entries of an audit trail, the newest first: in the reverse order of their ids.
 *
 * <p>A page is continued by the id of its last entry, {@link #before}. Entries that are added meanwhile are newer, so that no
 * page shows one twice or leaves one out.
 *
 * @param since selects the entries that were made at this instant or later; empty for all
 * @param owner selects the decisions about packages of this owner, and no other kind of entries; empty for all
 * @param before selects the entries with a lower id; empty for all
 * @param limit the maximum number of entries, at least 1
 */
public record AuditQuery(Optional<Instant> since, Optional<Login> owner, OptionalLong before, int limit) {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public AuditQuery {
        requireNonNull(since, "since");
        requireNonNull(owner, "owner");
        requireNonNull(before, "before");
        if (limit < 1) {
            throw new IllegalArgumentException("Invalid limit %d: it must be positive".formatted(limit));
        }
    }

    /** Selects the latest entries. */
    public static AuditQuery latest(int limit) {
        return new AuditQuery(Optional.empty(), Optional.empty(), OptionalLong.empty(), limit);
    }

    /** The same query for another number of entries. */
    public AuditQuery withLimit(int other) {
        return new AuditQuery(since, owner, before, other);
    }

    /** The query for the entries that follow these, which are not empty. */
    public AuditQuery after(List<StoredAuditEntry> page) {
        return new AuditQuery(
                since, owner, OptionalLong.of(page.get(page.size() - 1).id()), limit);
    }

    /** The key of the owner, to be compared with {@link AuditEntry.Subject#ownerKey}; empty for all owners. */
    public Optional<String> ownerKey() {
        return owner.map(login -> AuditText.cut(login.value()).toLowerCase(Locale.ROOT));
    }

    /** Whether an entry is selected, regardless of the limit. */
    public boolean selects(StoredAuditEntry stored) {
        return (before.isEmpty() || stored.id() < before.getAsLong())
                && !since.map(stored.entry().at()::isBefore).orElse(false)
                && ownerKey().map(key -> isAbout(key, stored.entry())).orElse(true);
    }

    private static boolean isAbout(String ownerKey, AuditEntry entry) {
        return entry.fold(
                decision -> decision.subject().ownerKey().equals(ownerKey), refusals -> false, pruned -> false);
    }
}
