package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;

/**
 * The change of a version, which may not have been looked up.
 *
 * @param change the change
 * @param id the number of the version, which no other version ever has
 * @param owner the path of the owner, with a slash at the end
 * @param packages reads the state after a lost response
 */
record VersionChange(Change change, VersionId id, String owner, CurrentPackages packages) {

    String packagePath() {
        return owner + ApiPaths.ofPackage(change.namespace(), change.packageName());
    }

    String path() {
        return owner + ApiPaths.ofVersion(change.namespace(), change.packageName(), id);
    }

    /** Returns the change, as in "delete package version 836 of octo-org/container/app". */
    String description(String verb) {
        return "%s package version %s of %s".formatted(verb, id, Responses.label(change));
    }

    String howToCheck(ApiEndpoint endpoint) {
        return "check whether GET %s shows the version, which makes it active, or %s lists it, which makes it deleted"
                .formatted(endpoint.at(path()), endpoint.at(packagePath() + "/versions?state=deleted"));
    }
}
