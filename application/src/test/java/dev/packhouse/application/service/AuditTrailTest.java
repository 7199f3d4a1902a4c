package dev.packhouse.application.service;

import static dev.packhouse.application.service.Case.ANONYMOUS;
import static dev.packhouse.application.service.Case.MEMBER;
import static dev.packhouse.application.service.Case.NOW;
import static dev.packhouse.application.service.Case.OWNER;
import static dev.packhouse.application.service.Case.UNKNOWN;
import static dev.packhouse.application.service.Case.address;
import static dev.packhouse.application.service.Case.organization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.in.OwnerReference;
import dev.packhouse.application.in.PackageAddress;
import dev.packhouse.application.out.AuditEntry;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private static final PackageAddress APP = address(PackageType.NPM, "app");

    private final Case it = Case.of(Case.people()
            .token("ghp_weak", "hubot", Scope.READ_PACKAGES)
            .workflow("ghs_w", "octo-org/hello-world", Role.WRITE)
            .add(
                    PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                            .inheriting("octo-org/hello-world")
                            .with(
                                    VersionSeed.of(PackageType.NPM, 1),
                                    VersionSeed.of(PackageType.NPM, 2),
                                    VersionSeed.of(PackageType.NPM, 3)),
                    PackageSeed.of(2, "monalisa", PackageType.NPM, "app")));

    @Test
    void everyChangeIsRecordedWithWhoWhatWhenAndTheDecision() {
        it.whyNot(Operation.DELETE_VERSION, OWNER, APP, 1);
        it.clock.advance(Duration.ofSeconds(1));
        it.whyNot(Operation.RESTORE_VERSION, OWNER, APP, 1);
        it.whyNot(Operation.DELETE_PACKAGE, new Credential.Token("ghs_w"), APP, 1);
        it.whyNot(Operation.RESTORE_PACKAGE, OWNER, APP, 1);

        Instant later = NOW.plusSeconds(1);
        assertThat(it.administration.auditTrail(10))
                .containsExactly(
                        entry(later, "monalisa", Operation.RESTORE_PACKAGE, "octo-org/npm/app", "ALLOWED"),
                        entry(later, "octo-org/hello-world", Operation.DELETE_PACKAGE, "octo-org/npm/app", "ALLOWED"),
                        entry(later, "monalisa", Operation.RESTORE_VERSION, "octo-org/npm/app/1", "ALLOWED"),
                        entry(NOW, "monalisa", Operation.DELETE_VERSION, "octo-org/npm/app/1", "ALLOWED"));
    }

    @Test
    void refusalsOfIdentifiedCallersAreRecordedWithTheirReason() {
        it.whyNot(Operation.DELETE_VERSION, OWNER, APP, 99);
        it.whyNot(Operation.DELETE_VERSION, MEMBER, APP, 1);
        it.whyNot(Operation.DELETE_PACKAGE, new Credential.Token("ghp_weak"), APP, 1);
        it.whyNot(Operation.DELETE_PACKAGE, OWNER, address(PackageType.NPM, "Not A Name"), 1);

        assertThat(it.administration.auditTrail(10))
                .containsExactly(
                        entry(
                                NOW,
                                "monalisa",
                                Operation.DELETE_PACKAGE,
                                "octo-org/npm/Not A Name",
                                "PACKAGE_NOT_FOUND"),
                        entry(NOW, "hubot", Operation.DELETE_PACKAGE, "octo-org/npm/app", "MISSING_SCOPES"),
                        entry(NOW, "hubot", Operation.DELETE_VERSION, "octo-org/npm/app/1", "NOT_ADMIN"),
                        entry(NOW, "monalisa", Operation.DELETE_VERSION, "octo-org/npm/app/99", "VERSION_NOT_FOUND"));
    }

    @Test
    void theOwnerIsNamedByItsLoginWhereItIsKnownAndAsItWasAskedForWhereNot() {
        delete(new OwnerReference.Caller());
        delete(new OwnerReference.AnyNumber(new AccountId(7)));
        delete(new OwnerReference.OrganizationNumber(new AccountId(1001)));
        delete(new OwnerReference.AnyLogin(new Login("Nobody")));
        delete(organization("OCTO-org"));

        assertThat(it.administration.auditTrail(10))
                .map(AuditEntry::subject)
                .containsExactly(
                        "octo-org/npm/app",
                        "Nobody/npm/app",
                        "organizations/1001/npm/app",
                        "user/7/npm/app",
                        "monalisa/npm/app");
    }

    private void delete(OwnerReference owner) {
        it.whyNot(Operation.DELETE_PACKAGE, OWNER, new PackageAddress(owner, PackageType.NPM, "app"), 1);
    }

    @Test
    void callersWhoDidNotSayWhoTheyAreLeaveNothingBehind() {
        it.whyNot(Operation.DELETE_PACKAGE, ANONYMOUS, APP, 1);
        it.whyNot(Operation.DELETE_PACKAGE, UNKNOWN, APP, 1);

        assertThat(it.administration.auditTrail(10)).isEmpty();
    }

    @Test
    void readingAndDryRunsLeaveNothingBehind() {
        it.whyNot(Operation.GET_PACKAGE, OWNER, APP, 1);

        assertThat(it.dryRun.deletePackage(OWNER, APP).whyNot()).isEmpty();
        assertThat(it.dryRun.deletePackage(MEMBER, APP).whyNot()).isPresent();

        assertThat(it.administration.auditTrail(10)).isEmpty();
        assertThat(it.whyNot(Operation.GET_PACKAGE, OWNER, APP, 1)).isEmpty();
    }

    private static AuditEntry entry(Instant at, String actor, Operation operation, String subject, String decision) {
        return new AuditEntry(at, actor, operation, subject, decision);
    }
}
