package dev.packhouse.application.testing;

import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Result;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Builds a decision of an audit trail. It is allowed, by monalisa, unless something else is set. */
public final class DecisionSeed {

    private final Instant at;
    private final Operation operation;
    private final String owner;
    private final String type;
    private final String name;
    private String actor = "monalisa";
    private Optional<PackageId> packageId = Optional.empty();
    private Optional<VersionId> versionId = Optional.empty();
    private Result result = Result.ALLOWED;
    private Optional<Refusal.Reason> refusal = Optional.empty();
    private Optional<String> requestId = Optional.empty();
    private boolean dryRun;

    private DecisionSeed(Instant at, Operation operation, String owner, String type, String name) {
        this.at = at;
        this.operation = operation;
        this.owner = owner;
        this.type = type;
        this.name = name;
    }

    /** Begins a decision about a package of type npm. */
    public static DecisionSeed of(Instant at, Operation operation, String owner, String name) {
        return new DecisionSeed(at, operation, owner, "npm", name);
    }

    /** Begins a decision about a package. */
    public static DecisionSeed of(Instant at, Operation operation, String owner, String type, String name) {
        return new DecisionSeed(at, operation, owner, type, name);
    }

    /** Sets the caller. */
    public DecisionSeed by(String caller) {
        actor = caller;
        return this;
    }

    /** Sets the id of the package. */
    public DecisionSeed packageId(long id) {
        packageId = Optional.of(new PackageId(id));
        return this;
    }

    /** Sets the id of the version. */
    public DecisionSeed version(long id) {
        versionId = Optional.of(new VersionId(id));
        return this;
    }

    /** Refuses the change. */
    public DecisionSeed refused(Refusal.Reason reason) {
        result = Result.REFUSED;
        refusal = Optional.of(reason);
        return this;
    }

    /** Makes the outcome unknown. */
    public DecisionSeed unknown() {
        result = Result.UNKNOWN;
        return this;
    }

    /** Sets the id of the request. */
    public DecisionSeed requestId(String id) {
        requestId = Optional.of(id);
        return this;
    }

    /** Makes it a dry run. */
    public DecisionSeed dryRun() {
        dryRun = true;
        return this;
    }

    /** The entry. */
    public Decision entry() {
        return new Decision(
                at,
                actor,
                operation,
                new Subject(owner, type, name, packageId, versionId),
                result,
                refusal,
                requestId,
                dryRun);
    }
}
