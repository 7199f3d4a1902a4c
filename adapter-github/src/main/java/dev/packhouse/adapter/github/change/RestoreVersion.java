package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;

/** The restore of a version. */
record RestoreVersion(VersionChange version) implements ChangeRequest {

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return version.path() + "/restore";
    }

    @Override
    public Subject subject() {
        return Subject.VERSION;
    }

    /** A version that is active counts as restored, also if it was never deleted: GitHub does not show the difference. */
    @Override
    public Verification verify() {
        ApiResponse response = version.packages().fetch(version.path(), Subject.VERSION);
        boolean active = Responses.single(response)
                .filter(entry -> Responses.hasId(entry, version.id().value()))
                .filter(entry -> entry.string("deleted_at").isEmpty())
                .isPresent();
        if (active) {
            return Verification.DONE;
        }
        return version.packages()
                        .deletedVersion(
                                version.change().namespace(), version.change().packageName(), version.id())
                        .isPresent()
                ? Verification.NOT_DONE
                : Verification.UNSURE;
    }

    @Override
    public String description() {
        return version.description("restore");
    }

    @Override
    public String howToCheck(ApiEndpoint endpoint) {
        return version.howToCheck(endpoint);
    }
}
