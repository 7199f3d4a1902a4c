package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.RestorePolicy.NameHolder;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Decision 7: restoring")
class RestorePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant THIRTY_DAYS_AGO = Instant.parse("2026-10-22T12:00:00Z");
    private static final Instant TOO_LONG_AGO = THIRTY_DAYS_AGO.minusNanos(1);
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);
    private static final Affiliation MEMBER = Affiliation.of(Membership.MEMBER);

    private final RestorePolicy policy = new RestorePolicy(Rules.GITHUB);

    private static Refusal windowClosed() {
        return new Refusal.WindowClosed(Tombstone.at(TOO_LONG_AGO), NOW.minusNanos(1), NOW);
    }

    @Nested
    class APackage {

        private static final Optional<NameHolder> FREE = Optional.empty();
        private static final Optional<NameHolder> TAKEN = Optional.of(new NameHolder(Packages.successor(), OWNER));

        @Test
        void isRestoredAfterThirtyDays() {
            DeletedPackage subject = deleted(THIRTY_DAYS_AGO);

            assertThat(restore(subject, FREE)).isEqualTo(Outcome.allowed(new Change.PackageRestored(subject, NOW)));
        }

        @Test
        void isNotRestoredAfterThirtyDaysAndANanosecond() {
            assertThat(restore(deleted(TOO_LONG_AGO), FREE)).isEqualTo(Outcome.refused(windowClosed()));
        }

        @Test
        void isNotRestoredIfItsNameIsTaken() {
            assertThat(restore(deleted(THIRTY_DAYS_AGO), TAKEN)).isEqualTo(named());
        }

        @Test
        void isRefusedWithTheHolderOfItsNameIfTheCallerMayReadIt() {
            Package holder = Packages.successor();

            assertThat(restore(new NameHolder(holder.withVisibility(Visibility.PUBLIC), Affiliation.none())))
                    .isEqualTo(named());
            assertThat(restore(new NameHolder(holder.withVisibility(Visibility.INTERNAL), MEMBER)))
                    .isEqualTo(named());
            assertThat(restore(new NameHolder(holder, member(Role.READ)))).isEqualTo(named());
            assertThat(restore(new NameHolder(holder, Affiliation.unknown()))).isEqualTo(named());
        }

        @Test
        void isRefusedWithoutTheHolderOfItsNameIfTheCallerMayNotReadIt() {
            Package holder = Packages.successor();

            assertThat(restore(new NameHolder(holder, MEMBER))).isEqualTo(unnamed());
            assertThat(restore(new NameHolder(holder, Affiliation.none()))).isEqualTo(unnamed());
            assertThat(restore(new NameHolder(holder.withVisibility(Visibility.INTERNAL), Affiliation.none())))
                    .isEqualTo(unnamed());
        }

        /** Restores as an admin by role, who may have a lower role on the package that has the name now. */
        private Outcome<Change.PackageRestored> restore(NameHolder holder) {
            return policy.restorePackage(
                    Tokens.withAllScopes(), member(Role.ADMIN), deleted(THIRTY_DAYS_AGO), Optional.of(holder), NOW);
        }

        private static Affiliation member(Role role) {
            return new Affiliation.Known(Membership.MEMBER, role, Role.NONE);
        }

        @Test
        void isRefusedForItsAgeBeforeItsName() {
            assertThat(restore(deleted(TOO_LONG_AGO), TAKEN)).isEqualTo(Outcome.refused(windowClosed()));
        }

        @Test
        void isRestoredByAdminsOnly() {
            Package open = Packages.deleted(Packages.container().withVisibility(Visibility.PUBLIC), TOO_LONG_AGO);

            assertThat(policy.restorePackage(
                            Tokens.withAllScopes(), Affiliation.none(), new DeletedPackage.Known(open), TAKEN, NOW))
                    .isEqualTo(Outcome.refused(new Refusal.NotAdmin(open.id(), Role.READ)));
        }

        @Test
        void needsTheScopeToWriteAndNotToDelete() {
            DeletedPackage subject = deleted(THIRTY_DAYS_AGO);

            assertThat(policy.restorePackage(Tokens.scoped(Scope.WRITE_PACKAGES), OWNER, subject, FREE, NOW))
                    .isEqualTo(Outcome.allowed(new Change.PackageRestored(subject, NOW)));
            assertThat(policy.restorePackage(
                            Tokens.scoped(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES), OWNER, subject, FREE, NOW))
                    .isEqualTo(Outcome.refused(missingWrite(Operation.RESTORE_PACKAGE)));
        }

        private DeletedPackage deleted(Instant at) {
            return new DeletedPackage.Known(Packages.deleted(Packages.container(), at));
        }

        private Outcome<Change.PackageRestored> restore(DeletedPackage subject, Optional<NameHolder> holder) {
            return policy.restorePackage(Tokens.withAllScopes(), OWNER, subject, holder, NOW);
        }
    }

    @Nested
    class AnUnknownDeletedPackage {

        private final DeletedPackage subject = new DeletedPackage.Unknown(
                new Namespace(Accounts.SSO_ORG, PackageType.CONTAINER), Packages.name(PackageType.CONTAINER));

        @Test
        void isLeftToTheRegistry() {
            assertThat(restore(Tokens.withAllScopes(), Affiliation.unknown(), Optional.empty()))
                    .isEqualTo(Outcome.allowed(new Change.PackageRestored(subject, NOW)));
        }

        @Test
        void needsNoRole() {
            assertThat(restore(Tokens.withAllScopes(), Affiliation.none(), Optional.empty()))
                    .isEqualTo(Outcome.allowed(new Change.PackageRestored(subject, NOW)));
        }

        @Test
        void needsTheScopes() {
            Principal reader = Tokens.scoped(Scope.READ_PACKAGES);

            assertThat(restore(reader, Affiliation.unknown(), Optional.empty()))
                    .isEqualTo(Outcome.refused(missingWrite(Operation.RESTORE_PACKAGE)));
        }

        @Test
        void needsTheScopeOfItsType() {
            DeletedPackage maven = new DeletedPackage.Unknown(
                    new Namespace(Accounts.OCTO_ORG, PackageType.MAVEN), Packages.name(PackageType.MAVEN));

            assertThat(policy.restorePackage(
                            Tokens.scoped(Scope.WRITE_PACKAGES), Affiliation.unknown(), maven, Optional.empty(), NOW))
                    .isEqualTo(Outcome.refused(new Refusal.MissingScopes(
                            Operation.RESTORE_PACKAGE,
                            List.of(Scope.WRITE_PACKAGES, Scope.READ_PACKAGES, Scope.REPO),
                            List.of(Scope.REPO))));
        }

        @Test
        void needsTheSingleSignOn() {
            assertThat(restore(Tokens.withAllScopes(), OWNER, Optional.empty()))
                    .isEqualTo(Outcome.refused(new Refusal.SsoRequired(Accounts.SSO_ORG.login())));
        }

        @Test
        void isRefusedAsNotDeletedIfAnActivePackageHasItsName() {
            NameHolder holder =
                    new NameHolder(Packages.of(Accounts.SSO_ORG, PackageType.CONTAINER), Affiliation.unknown());

            assertThat(restore(Tokens.withAllScopes(), Affiliation.unknown(), Optional.of(holder)))
                    .isEqualTo(Outcome.refused(Refusal.of(Refusal.Reason.NOT_DELETED)));
        }

        private Outcome<Change.PackageRestored> restore(
                Principal caller, Affiliation affiliation, Optional<NameHolder> holder) {
            return policy.restorePackage(caller, affiliation, subject, holder, NOW);
        }
    }

    @Nested
    class AVersion {

        private static final Optional<VersionId> FREE = Optional.empty();
        private static final Optional<VersionId> TAKEN = Optional.of(new VersionId(837));

        private final Package parent = Packages.container();
        private final PackageVersion active = Versions.tagged(Versions.of(PackageType.CONTAINER), "latest", "1.0");

        @Test
        void isRestoredAfterThirtyDaysWithItsTags() {
            PackageVersion subject = Versions.deleted(active, THIRTY_DAYS_AGO);

            assertThat(restore(parent, subject, FREE, Set.of()))
                    .isEqualTo(Outcome.allowed(new Change.VersionRestored(parent, subject, Set.of(), NOW)));
        }

        @Test
        void movedTagsStayWhereTheyAre() {
            PackageVersion subject = Versions.deleted(active, THIRTY_DAYS_AGO);
            Set<Tag> moved = Set.of(new Tag("latest"));

            assertThat(restore(parent, subject, FREE, moved))
                    .isEqualTo(Outcome.allowed(new Change.VersionRestored(parent, subject, moved, NOW)));
        }

        @Test
        void isNotRestoredAfterThirtyDaysAndANanosecond() {
            assertThat(restore(parent, Versions.deleted(active, TOO_LONG_AGO), FREE, Set.of()))
                    .isEqualTo(Outcome.refused(windowClosed()));
        }

        @Test
        void isNotRestoredIfItsNameIsTaken() {
            assertThat(restore(parent, Versions.deleted(active, THIRTY_DAYS_AGO), TAKEN, Set.of()))
                    .isEqualTo(Outcome.refused(new Refusal.VersionNameTaken(active.name(), new VersionId(837))));
        }

        @Test
        void isRefusedForItsAgeBeforeItsName() {
            assertThat(restore(parent, Versions.deleted(active, TOO_LONG_AGO), TAKEN, Set.of()))
                    .isEqualTo(Outcome.refused(windowClosed()));
        }

        @Test
        void isNotRestoredIfItIsActive() {
            assertThat(restore(parent, active, TAKEN, Set.of()))
                    .isEqualTo(Outcome.refused(Refusal.of(Refusal.Reason.NOT_DELETED)));
        }

        @Test
        void isNotRestoredIfItsPackageIsDeleted() {
            Package gone = Packages.deleted(parent, THIRTY_DAYS_AGO);
            Refusal restoreItFirst = new Refusal.PackageDeleted(gone.id());

            assertThat(restore(gone, Versions.deleted(active, TOO_LONG_AGO), TAKEN, Set.of()))
                    .isEqualTo(Outcome.refused(restoreItFirst));
            assertThat(restore(gone, active, FREE, Set.of())).isEqualTo(Outcome.refused(restoreItFirst));
        }

        @Test
        void isRestoredByAdminsOnly() {
            Package gone = Packages.deleted(parent, THIRTY_DAYS_AGO);

            assertThat(policy.restoreVersion(
                            Tokens.withAllScopes(),
                            Affiliation.of(Membership.MEMBER),
                            gone,
                            active,
                            TAKEN,
                            Set.of(),
                            NOW))
                    .isEqualTo(Outcome.refused(new Refusal.NotReadable(gone.id())));
        }

        @Test
        void needsTheScopeToWriteAndNotToDelete() {
            PackageVersion subject = Versions.deleted(active, THIRTY_DAYS_AGO);

            assertThat(policy.restoreVersion(
                            Tokens.scoped(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                            OWNER,
                            parent,
                            subject,
                            FREE,
                            Set.of(),
                            NOW))
                    .isEqualTo(Outcome.refused(missingWrite(Operation.RESTORE_VERSION)));
        }

        private Outcome<Change.VersionRestored> restore(
                Package parent, PackageVersion subject, Optional<VersionId> holder, Set<Tag> movedTags) {
            return policy.restoreVersion(Tokens.withAllScopes(), OWNER, parent, subject, holder, movedTags, NOW);
        }
    }

    private static Outcome<Change.PackageRestored> named() {
        return Outcome.refused(
                new Refusal.NameTaken(Packages.name(PackageType.CONTAINER), Optional.of(new PackageId(198))));
    }

    private static Outcome<Change.PackageRestored> unnamed() {
        return Outcome.refused(new Refusal.NameTaken(Packages.name(PackageType.CONTAINER), Optional.empty()));
    }

    private static Refusal missingWrite(Operation operation) {
        return new Refusal.MissingScopes(
                operation, List.of(Scope.WRITE_PACKAGES, Scope.READ_PACKAGES), List.of(Scope.WRITE_PACKAGES));
    }
}
