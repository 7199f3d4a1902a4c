package consumer;

import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.DeletionPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A program that uses the built artifacts of domain and application. */
public final class Consumer {

    private Consumer() {}

    public static void main(String[] args) {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        User mona = new User(new AccountId(1), new Login("mona"), Optional.empty(), false, now, now);
        Principal caller =
                new Principal.ClassicToken(mona, Scopes.of(Scope.READ_PACKAGES), Set.of(), Optional.empty());
        Package app = Package.published(
                new PackageId(7),
                new Namespace(mona, PackageType.NPM),
                new PackageName(PackageType.NPM, "app"),
                Visibility.PRIVATE,
                VersionCounts.of(1, 0, 0),
                now);
        String answer = new DeletionPolicy(Rules.GITHUB)
                .deletePackage(caller, Affiliation.of(Membership.OWNER), app, now)
                .fold(change -> "allowed", refusal -> refusal.explanation());
        System.out.println(PackageCatalog.class.getModule().getName() + ": " + answer);
    }
}
