package dev.packhouse.domain.examples;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.CallerFacts;
import dev.packhouse.domain.policy.Objection;
import dev.packhouse.domain.policy.PackageAuthorizer;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.policy.VersionFacts;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

class MayThisCallerDeleteThis {
    /** A version as your service knows it. The rules call only what they need. */
    record Version(
            PackageId packageId,
            PackageType type,
            Visibility visibility,
            OptionalLong downloads,
            OptionalLong activeVersions,
            boolean tagged,
            OptionalLong taggedVersions)
            implements VersionFacts {}

    static String answer(Version version) {
        CallerFacts caller = CallerFacts.of(Scopes.of(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES), Role.ADMIN);
        List<Objection> objections = new PackageAuthorizer(Rules.GITHUB).deleteVersion(caller, version, Instant.now());
        return objections.isEmpty() ? "yes" : "no: " + objections.get(0).explanation();
    }
}
