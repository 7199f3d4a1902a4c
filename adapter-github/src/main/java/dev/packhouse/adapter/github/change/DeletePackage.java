package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.RefusalParser;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Instant;
import java.util.Optional;

/** The deletion of a package. */
record DeletePackage(Change.PackageDeleted change, String owner, CurrentPackages packages) implements ChangeRequest {

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public String path() {
        return owner + ApiPaths.ofPackage(change.subject());
    }

    @Override
    public Subject subject() {
        return Subject.PACKAGE;
    }

    /** Returns when this session read the package; the earliest instant if another package had the name then. */
    @Override
    public Instant checkedAt() {
        CurrentPackages.LastRead read = packages.lastRead(change.namespace(), change.packageName());
        return read.id().equals(Optional.of(change.subject().id())) ? read.at() : Instant.MIN;
    }

    /**
     * The package is deleted if another package has the name now. A 404 can also mean that the caller has lost
     * access, so the package is deleted only if the owner's list can be read and does not have it. A list that
     * still has it may be stale: then the verification is inconclusive. A caller who has lost access to this one
     * package since the decision sees the same as after its deletion; GitHub shows no difference.
     */
    @Override
    public Verification verify() {
        ApiResponse response = packages.fetch(path(), Subject.PACKAGE);
        if (response instanceof ApiResponse.Absent) {
            Package subject = change.subject();
            return packages.mayBeListed(subject.namespace(), subject.id()) ? Verification.UNSURE : Verification.DONE;
        }
        return Responses.single(response)
                .filter(entry -> entry.id().isPresent())
                .map(entry -> isSubject(entry) && entry.string("deleted_at").isEmpty()
                        ? Verification.NOT_DONE
                        : Verification.DONE)
                .orElse(Verification.UNSURE);
    }

    private boolean isSubject(JsonEntry entry) {
        return Responses.hasId(entry, change.subject().id().value());
    }

    /** Refuses the deletion if another package has the name now. */
    @Override
    public Optional<UpstreamResponse> revalidate() {
        ApiResponse response = packages.fetch(path(), Subject.PACKAGE);
        if (response instanceof ApiResponse.Absent absent) {
            return Optional.of(absent.refusal());
        }
        return Responses.single(response).filter(this::isSubject).isPresent()
                ? Optional.empty()
                : Optional.of(RefusalParser.notFound(Reason.PACKAGE_NOT_FOUND, "Package not found."));
    }

    @Override
    public String description() {
        return "delete package %s (%s)".formatted(change.subject().id(), Responses.label(change));
    }

    @Override
    public String howToCheck(ApiEndpoint endpoint) {
        return "check whether GET %s still shows package %s; if the response is 404 and %s does not list it, the package is deleted"
                .formatted(
                        endpoint.at(path()),
                        change.subject().id(),
                        endpoint.at(owner + "packages?package_type="
                                + change.subject().namespace().type().label()));
    }
}
