package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.policy.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The restore of a package.
 *
 * @param holder the active package that had the name before the change
 */
record RestorePackage(Change.PackageRestored change, String owner, CurrentPackages packages, Optional<PackageId> holder)
        implements ChangeRequest {

    /** The largest assumed difference between GitHub's clock and the clock of this server. */
    static final Duration SKEW = Duration.ofMinutes(5);

    @Override
    public String method() {
        return "POST";
    }

    private String resourcePath() {
        return owner + ApiPaths.ofPackage(change.namespace(), change.packageName());
    }

    @Override
    public String path() {
        return resourcePath() + "/restore";
    }

    @Override
    public Subject subject() {
        return Subject.PACKAGE;
    }

    /**
     * The package is not restored if the package that had the name before still has it. Any other package with the
     * name is the restored one if it is older than the change by more than the possible difference of the clocks. A
     * younger one may be new: then the verification is inconclusive.
     */
    @Override
    public Verification verify() {
        ApiResponse response = packages.fetch(resourcePath(), Subject.PACKAGE);
        if (response instanceof ApiResponse.Absent) {
            return Verification.NOT_DONE;
        }
        Optional<JsonEntry> shown = Responses.single(response);
        if (shown.filter(entry -> entry.string("deleted_at").isPresent() || isHolder(entry))
                .isPresent()) {
            return Verification.NOT_DONE;
        }
        Optional<Instant> created = shown.flatMap(entry -> entry.instant("created_at"));
        return created.filter(instant -> instant.isBefore(change.at().minus(SKEW)))
                        .isPresent()
                ? Verification.DONE
                : Verification.UNSURE;
    }

    private boolean isHolder(JsonEntry entry) {
        return holder.filter(id -> Responses.hasId(entry, id.value())).isPresent();
    }

    @Override
    public String description() {
        return "restore package " + Responses.label(change);
    }

    @Override
    public String howToCheck(ApiEndpoint endpoint) {
        return "check whether GET %s shows the package with its former id; if the response is 404, it is not restored"
                .formatted(endpoint.at(resourcePath()));
    }
}
