package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * The deletion of a version.
 *
 * @param wasActive whether GitHub has shown the version as active before the deletion
 */
record DeleteVersion(VersionChange version, boolean wasActive) implements ChangeRequest {

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public String path() {
        return version.path();
    }

    @Override
    public Subject subject() {
        return Subject.VERSION;
    }

    /**
     * The version is deleted if it is absent while its package is visible, and if it was active before or is in the list
     * of deleted versions. That list may be stale; then the verification is inconclusive. If the package is absent too,
     * the caller may have lost access. A version that was deleted long before the request was not deleted by it.
     */
    @Override
    public Verification verify() {
        ApiResponse response = version.packages().fetch(path(), Subject.VERSION);
        if (response instanceof ApiResponse.Found) {
            return Responses.single(response)
                    .filter(entry -> Responses.hasId(entry, version.id().value()))
                    .map(entry -> entry.string("deleted_at").isPresent() ? deleted(entry) : Verification.NOT_DONE)
                    .orElse(Verification.UNSURE);
        }
        ApiResponse parent = version.packages().fetch(version.packagePath(), Subject.PACKAGE);
        if (Responses.single(parent).filter(entry -> entry.id().isPresent()).isEmpty()) {
            return Verification.UNSURE;
        }
        if (wasActive) {
            return Verification.DONE;
        }
        return version.packages()
                .deletedVersion(version.change().namespace(), version.change().packageName(), version.id())
                .map(this::deleted)
                .orElse(Verification.UNSURE);
    }

    private Verification deleted(JsonEntry entry) {
        Optional<Instant> deletedAt = entry.instant("deleted_at");
        Instant earliest = version.change().at().minus(RestorePackage.SKEW);
        return !wasActive && deletedAt.filter(at -> at.isBefore(earliest)).isPresent()
                ? Verification.DONE_BEFORE
                : Verification.DONE;
    }

    @Override
    public String description() {
        return version.description("delete");
    }

    @Override
    public String howToCheck(ApiEndpoint endpoint) {
        return version.howToCheck(endpoint);
    }
}
