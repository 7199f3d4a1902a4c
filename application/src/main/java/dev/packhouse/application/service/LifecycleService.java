package dev.packhouse.application.service;

import static dev.packhouse.application.service.RegistryRefusals.orRefused;
import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Result;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.service.AuditRecorder.Recording;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.SeenVersions;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Access;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.AuthorizedCaller;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.RestorePolicy;
import dev.packhouse.domain.policy.RestorePolicy.NameHolder;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Implements {@link PackageLifecycle}: reads the facts, decides by the policies, applies an allowed change, and records
 * the decision, in one unit of work.
 */
public final class LifecycleService implements PackageLifecycle {

    /** The treatment of an allowed change. */
    public enum Mode {
        /** The change is applied and recorded. */
        APPLY,
        /**
         * The change is decided and recorded as a dry run, and not applied. What only a remote registry can decide on is
         * decided by the facts that it returns.
         */
        DRY_RUN
    }

    private final InstantSource clock;
    private final Mode mode;
    private final RequestAuthorizer authorizer;
    private final DeletionPolicy deletion;
    private final RestorePolicy restoration;
    private final AuditRecorder recorder;

    /** Creates the service for a backend and its rules. */
    public LifecycleService(Backend backend, Rules rules, InstantSource clock, Mode mode) {
        requireNonNull(backend, "backend");
        this.clock = requireNonNull(clock, "clock");
        this.mode = requireNonNull(mode, "mode");
        this.authorizer = new RequestAuthorizer(new AccessPolicy(rules));
        this.deletion = new DeletionPolicy(rules);
        this.restoration = new RestorePolicy(rules);
        this.recorder = new AuditRecorder(backend, clock, AuditLog::write);
    }

    /**
     * A requested change.
     *
     * @param version the version; empty for a change of the package
     */
    private record Request(Operation operation, PackageAddress address, Optional<VersionId> version) {}

    /** Decides on a change, from facts that the session returns for the authorized caller. */
    @FunctionalInterface
    private interface Decider {
        Outcome<? extends Change> decide(ObservedSession session, AuthorizedCaller authorized);
    }

    @Override
    public Outcome<Change> deletePackage(AuthenticatedCaller caller, PackageAddress address) {
        return change(
                caller,
                new Request(Operation.DELETE_PACKAGE, address, Optional.empty()),
                (session, authorized) -> RequestAuthorizer.active(session, authorized, address)
                        .flatMap(found -> deletion.deletePackage(found.access(), clock.instant())));
    }

    @Override
    public Outcome<Change> restorePackage(AuthenticatedCaller caller, PackageAddress address, Optional<String> token) {
        return change(
                caller,
                new Request(Operation.RESTORE_PACKAGE, address, Optional.empty()),
                (session, authorized) -> RequestAuthorizer.deleted(session, authorized, address, token)
                        .flatMap(access -> restorePackage(session, access)));
    }

    private Outcome<Change.PackageRestored> restorePackage(ReadSession session, Access<DeletedPackage> access) {
        DeletedPackage subject = access.subject();
        Optional<NameHolder> holder = mode == Mode.APPLY && isDecidedByRegistry(subject)
                ? Optional.empty()
                : session.packages()
                        .active(subject.namespace(), subject.name())
                        .map(found -> new NameHolder(found.subject().value(), found.affiliation()));
        return restoration.restorePackage(access, holder, clock.instant());
    }

    /**
     * Whether only the registry can decide on the restore. A dry run does not send it, and therefore decides by the
     * active package.
     */
    private static boolean isDecidedByRegistry(DeletedPackage subject) {
        return subject instanceof DeletedPackage.Unknown;
    }

    @Override
    public Outcome<Change> deleteVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
        return change(
                caller,
                new Request(Operation.DELETE_VERSION, address, Optional.of(id)),
                (session, authorized) -> decide(
                        session,
                        new VersionLookup(authorized, address, id, State.ACTIVE),
                        (access, version, packages) -> deletion.deleteVersion(access, version, clock.instant())));
    }

    @Override
    public Outcome<Change> restoreVersion(AuthenticatedCaller caller, PackageAddress address, VersionId id) {
        return change(
                caller,
                new Request(Operation.RESTORE_VERSION, address, Optional.of(id)),
                (session, authorized) -> decide(
                        session, new VersionLookup(authorized, address, id, State.DELETED), this::restoreVersion));
    }

    private Outcome<Change.VersionRestored> restoreVersion(
            Access<Package> access, PackageVersion version, Optional<Packages> packages) {
        Package parent = access.subject();
        return restoration.restoreVersion(
                access,
                version,
                packages.flatMap(all -> all.activeVersion(parent, version.name())),
                packages.map(all -> all.movedTags(parent, version)).orElse(Set.of()),
                clock.instant());
    }

    /**
     * If a remote registry decides on the change, a version is looked up only for a dry run, and to confirm what was seen
     * before it objects: another client may have published a version since.
     */
    private Outcome<Change> decide(ObservedSession session, VersionLookup lookup, VersionLookup.Decider decider) {
        Optional<SeenVersions> seen = mode == Mode.APPLY ? session.seenVersions() : Optional.empty();
        return seen.map(versions -> lookup.decideBySeen(versions, clock.instant(), decider))
                .filter(decision -> decision.refusal().isEmpty())
                .orElseGet(() -> lookup.decide(session, decider));
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

    private Outcome<Change> change(AuthenticatedCaller caller, Request request, Decider decider) {
        // A dry run uses a unit of work that writes as well: a backend may read more facts there.
        return recorder.write(caller, (session, recording) -> change(session, recording, request, caller, decider));
    }

    private Outcome<Change> change(
            WriteSession session, Recording recording, Request request, AuthenticatedCaller caller, Decider decider) {
        Outcome<AuthorizedCaller> authorization = orRefused(() -> authorize(session, request));
        if (!(authorization instanceof Outcome.Allowed<AuthorizedCaller> allowed)) {
            // Not recorded: the request did not reach a package.
            return authorization.fold(never -> null, Outcome::refused);
        }
        AuthorizedCaller authorized = allowed.value();
        ObservedSession observed = new ObservedSession(session);
        Outcome<Change> decision = orRefused(() -> decider.decide(observed, authorized));
        try {
            Outcome<Change> outcome = mode == Mode.DRY_RUN ? decision : orRefused(() -> apply(session, decision));
            Optional<PackageId> packageId = observed.packageId().or(() -> restoredId(session, outcome));
            recording.record(session, entry(authorized, request, caller, packageId, outcome));
            if (mode == Mode.DRY_RUN) {
                AuditLog.writeLookUps(caller.requestId(), session.lookUps());
            }
            return outcome;
        } catch (OutcomeUnknownException e) {
            recording.record(
                    session,
                    entry(authorized, request, caller, observed.packageId(), decision)
                            .withUnknownResult());
            throw e;
        }
    }

    /** Resolves the credential again, within the unit of work, and authorizes the principal. */
    private Outcome<AuthorizedCaller> authorize(WriteSession session, Request request) {
        Optional<Principal> principal = session.principal();
        if (principal.isEmpty()) {
            return Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS));
        }
        PackageAddress address = request.address();
        return authorizer.authorize(
                session,
                principal.get(),
                request.operation(),
                Optional.of(address.type()),
                address.owner(),
                clock.instant());
    }

    private static Outcome<Change> apply(WriteSession session, Outcome<Change> decision) {
        if (decision instanceof Outcome.Allowed<Change> allowed) {
            session.apply(allowed.value());
        }
        return decision;
    }

    /**
     * Reads the id of a package that was restored while only the registry knew which one it is. The restore is done, so that
     * any failure of this read only leaves the entry without an id.
     */
    private Optional<PackageId> restoredId(WriteSession session, Outcome<Change> outcome) {
        if (mode == Mode.DRY_RUN
                || !(outcome instanceof Outcome.Allowed<Change> allowed)
                || !(allowed.value() instanceof Change.PackageRestored restored)) {
            return Optional.empty();
        }
        Namespace namespace = restored.subject().namespace();
        try {
            return session.packages()
                    .parent(namespace, restored.subject().name())
                    .map(found -> found.subject().value().id());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private Decision entry(
            AuthorizedCaller authorized,
            Request request,
            AuthenticatedCaller caller,
            Optional<PackageId> packageId,
            Outcome<Change> outcome) {
        PackageAddress address = request.address();
        Optional<Refusal.Reason> refusal = outcome.refusal().map(Refusal::reason);
        return new Decision(
                clock.instant(),
                caller.actor(),
                request.operation(),
                new Subject(
                        authorized.owner().login().value(),
                        address.type().label(),
                        address.name(),
                        packageId,
                        request.version()),
                refusal.isPresent() ? Result.REFUSED : Result.ALLOWED,
                refusal,
                caller.requestId(),
                mode == Mode.DRY_RUN);
    }
}
