package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.AuthorizedCaller;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.RestorePolicy;
import dev.packhouse.domain.policy.RestorePolicy.NameHolder;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Implements {@link PackageLifecycle}: reads the facts, decides by the policies, applies an allowed change, and records
 * the decision, in one unit of work.
 */
public final class LifecycleService implements PackageLifecycle {

    /** The treatment of an allowed change. */
    public enum Mode {
        /** The change is applied and recorded. */
        APPLY,
        /** The outcome is the same, but the change is neither applied nor recorded. */
        DRY_RUN
    }

    private final InstantSource clock;
    private final Mode mode;
    private final RequestAuthorizer authorizer;
    private final RestorePolicy restoration;
    private final AuditRecorder recorder;

    /** Creates the service for a backend and one edition of the rules. */
    public LifecycleService(Backend backend, RegistryRules rules, InstantSource clock, Mode mode) {
        AccessPolicy access = new AccessPolicy(rules);
        requireNonNull(backend, "backend");
        this.clock = requireNonNull(clock, "clock");
        this.mode = requireNonNull(mode, "mode");
        this.authorizer = new RequestAuthorizer(access);
        this.restoration = new RestorePolicy(access);
        this.recorder = new AuditRecorder(backend, clock);
    }

    /** Decides on a change, from facts that the session returns for the authorized caller. */
    @FunctionalInterface
    private interface Decider {
        Outcome<? extends Change> decide(ReadSession session, AuthorizedCaller authorized);
    }

    @Override
    public Outcome<? extends Change> deletePackage(AuthenticatedCaller caller, PackageAddress address) {
        return change(
                caller,
                Operation.DELETE_PACKAGE,
                address,
                Optional.empty(),
                (session, authorized) -> RequestAuthorizer.active(session, authorized, address)
                        .flatMap(found ->
                                DeletionPolicy.deletePackage(found.subject().value(), clock.instant())));
    }

    @Override
    public Outcome<? extends Change> restorePackage(
            AuthenticatedCaller caller, PackageAddress address, Optional<String> token) {
        return change(
                caller,
                Operation.RESTORE_PACKAGE,
                address,
                Optional.empty(),
                (session, authorized) -> RequestAuthorizer.deleted(session, authorized, address, token)
                        .flatMap(found -> restorePackage(session, authorized, found.subject())));
    }

    private Outcome<Change.PackageRestored> restorePackage(
            ReadSession session, AuthorizedCaller authorized, DeletedPackage subject) {
        Optional<NameHolder> holder = mode == Mode.APPLY && isDecidedByRegistry(subject)
                ? Optional.empty()
                : session.packages()
                        .active(subject.namespace(), subject.name())
                        .map(found -> new NameHolder(found.subject().value(), found.affiliation()));
        return restoration.restorePackage(authorized.caller(), subject, holder, clock.instant());
    }

    /**
     * Whether only the registry can decide on the restore. A dry run does not send it, and therefore decides by the
     * active package.
     */
    private static boolean isDecidedByRegistry(DeletedPackage subject) {
        return subject instanceof DeletedPackage.Unknown;
    }

    @Override
    public Outcome<? extends Change> deleteVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
        return change(
                caller,
                Operation.DELETE_VERSION,
                address,
                Optional.of(id),
                (session, authorized) -> RequestAuthorizer.active(session, authorized, address)
                        .flatMap(found -> version(
                                        session.packages(), found.subject().value(), id, State.ACTIVE)
                                .flatMap(version -> DeletionPolicy.deleteVersion(
                                        found.subject().value(), version, clock.instant()))));
    }

    @Override
    public Outcome<? extends Change> restoreVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
        return change(
                caller,
                Operation.RESTORE_VERSION,
                address,
                Optional.of(id),
                (session, authorized) -> RequestAuthorizer.active(session, authorized, address)
                        .flatMap(found -> version(
                                        session.packages(), found.subject().value(), id, State.DELETED)
                                .flatMap(version -> RestorePolicy.restoreVersion(
                                        found.subject().value(),
                                        version,
                                        session.packages()
                                                .activeVersion(found.subject().value(), version.name()),
                                        session.packages()
                                                .movedTags(found.subject().value(), version),
                                        clock.instant()))));
    }

    /**
     * Records the number of refusals of each caller that have no entry in the audit trail, see {@link
     * PackageLifecycle}. Must be called periodically, and before the backend is closed; counts that were not recorded
     * by then are lost.
     *
     * @throws dev.packhouse.application.model.BackendException if the backend fails; the next call records the counts
     */
    public void recordRefusalCounts() {
        recorder.recordCounts();
    }

    private static Outcome<PackageVersion> version(Packages packages, Package owner, VersionId id, State state) {
        return packages.version(owner, id, state)
                .map(document -> Outcome.allowed(document.value()))
                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND)));
    }

    private Outcome<? extends Change> change(
            AuthenticatedCaller caller,
            Operation operation,
            PackageAddress address,
            Optional<VersionId> version,
            Decider decider) {
        // A dry run uses a unit of work that writes as well: a backend may read more facts there.
        return recorder.write(caller, (session, recording) -> {
            Outcome<AuthorizedCaller> authorization = authorize(session, operation, address);
            Outcome<? extends Change> decision = decide(session, authorization, decider);
            if (mode == Mode.DRY_RUN) {
                return decision;
            }
            DecisionRecord record = new DecisionRecord(session, recording, operation, authorization, address, version);
            return decision.fold(change -> apply(session, change, record), refusal -> refuse(refusal, record));
        });
    }

    /** Resolves the credential again, within the unit of work, and authorizes the principal. */
    private Outcome<AuthorizedCaller> authorize(WriteSession session, Operation operation, PackageAddress address) {
        try {
            return session.principal()
                    .map(Outcome::allowed)
                    .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)))
                    .flatMap(principal -> authorizer.authorize(
                            session, principal, operation, Optional.of(address.type()), address.owner()));
        } catch (RefusedException e) {
            return Outcome.refused(e.refusal());
        }
    }

    private static Outcome<? extends Change> decide(
            ReadSession session, Outcome<AuthorizedCaller> authorization, Decider decider) {
        try {
            return authorization.fold(authorized -> decider.decide(session, authorized), Outcome::refused);
        } catch (RefusedException e) {
            return Outcome.refused(e.refusal());
        }
    }

    private Outcome<Change> apply(WriteSession session, Change change, DecisionRecord record) {
        try {
            session.apply(change);
        } catch (RefusedException e) {
            return refuse(e.refusal(), record);
        } catch (OutcomeUnknownException e) {
            record.record(Decision.UNKNOWN);
            throw e;
        }
        record.record(Decision.ALLOWED);
        return Outcome.allowed(change);
    }

    private static Outcome<Change> refuse(Refusal refusal, DecisionRecord record) {
        record.record(refusal.reason().name());
        return Outcome.refused(refusal);
    }

    /** Records the decision on one change, if the caller was authorized; other requests did not reach a package. */
    private final class DecisionRecord {

        private final WriteSession session;
        private final AuditRecorder.Recording recording;
        private final Operation operation;
        private final Optional<AuthorizedCaller> authorization;
        private final String path;

        DecisionRecord(
                WriteSession session,
                AuditRecorder.Recording recording,
                Operation operation,
                Outcome<AuthorizedCaller> authorization,
                PackageAddress address,
                Optional<VersionId> version) {
            this.session = session;
            this.recording = recording;
            this.operation = operation;
            this.authorization = authorization.fold(Optional::of, refusal -> Optional.empty());
            this.path = "%s/%s%s"
                    .formatted(
                            address.type().label(),
                            address.name(),
                            version.map(id -> "/" + id).orElse(""));
        }

        void record(String decision) {
            authorization.ifPresent(authorized -> recording.record(
                    session,
                    new Decision(
                            clock.instant(),
                            authorized.caller().label(),
                            operation,
                            authorized.owner().login() + "/" + path,
                            decision)));
        }
    }
}
