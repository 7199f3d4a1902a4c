package dev.packhouse.application.service;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.CleanupPlanning;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.service.RequestAuthorizer.FoundPackage;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.cleanup.plan.CleanupPlanner;
import dev.packhouse.domain.cleanup.plan.LimitCheck;
import dev.packhouse.domain.cleanup.plan.PackageContent;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Implements {@link CleanupPlanning}: lists the packages, and plans each of them in one unit of work. */
public final class PlanService implements CleanupPlanning {

    private final Backend backend;
    private final PackageCatalog catalog;
    private final InstantSource clock;
    private final RequestAuthorizer authorizer;
    private final CleanupPlanner planner;

    /** Creates the service for a backend and its rules. */
    public PlanService(Backend backend, PackageCatalog catalog, Rules rules, InstantSource clock) {
        this.backend = requireNonNull(backend, "backend");
        this.catalog = requireNonNull(catalog, "catalog");
        this.clock = requireNonNull(clock, "clock");
        this.authorizer = new RequestAuthorizer(new AccessPolicy(rules));
        this.planner = new CleanupPlanner(rules);
    }

    @Override
    public Outcome<Summary> plan(AuthenticatedCaller caller, OwnerReference owner, Request request, Listener listener) {
        try {
            return Outcome.allowed(new Run(caller, owner, request, listener).plan());
        } catch (RefusedRequestException e) {
            return Outcome.refused(e.refusal());
        }
    }

    /** One planning for one owner. */
    private final class Run {

        private final AuthenticatedCaller caller;
        private final OwnerReference owner;
        private final Request request;
        private final Listener listener;
        private final CountingProgress reports;
        private final EvaluationContext context;
        private final LimitCheck limits;
        private long packages;

        Run(AuthenticatedCaller caller, OwnerReference owner, Request request, Listener listener) {
            this.caller = caller;
            this.owner = owner;
            this.request = request;
            this.listener = listener;
            this.reports = new CountingProgress(listener);
            this.context =
                    new EvaluationContext(clock.instant(), request.policies().zone(), request.lists());
            this.limits = new LimitCheck(request.policies().limits());
        }

        /** The caller of a request that begins now: each request of a long run may wait for the limits of the registry. */
        private AuthenticatedCaller caller() {
            return caller.withSince(clock.instant());
        }

        Summary plan() {
            Account account = RefusedRequestException.valueOf(catalog.account(caller(), owner))
                    .value();
            listener.begins(account, context.now());
            List<PackageType> types = Stream.of(PackageType.values())
                    .filter(type -> request.policies().policies().stream()
                            .anyMatch(policy -> policy.selection().includes(type)))
                    .toList();
            new PackageListing(catalog, this::caller, owner, reports)
                    .list(types).stream()
                            .filter(this::isRequested)
                            .sorted(comparing((Package listed) ->
                                            listed.namespace().type().label())
                                    .thenComparing(listed -> listed.name().value()))
                            .forEach(this::plan);
            return new Summary(packages, reports.leftOut(), limits.exceeded());
        }

        private boolean isRequested(Package listed) {
            String name = listed.name().value();
            return request.packages().isEmpty()
                    || request.packages().stream().anyMatch(pattern -> pattern.matches(name));
        }

        /** Plans a package, if a policy selects it. The policies see it as the list shows it. */
        private void plan(Package listed) {
            Optional<CleanupPolicy> policy =
                    CleanupPolicy.of(listed, request.policies().policies(), context);
            if (policy.isEmpty()) {
                return;
            }
            try {
                packages += RegistryRefusals.orRefused(
                                () -> backend.read(caller(), session -> plan(session, listed, policy.get())))
                        .fold(this::planned, refusal -> leftOut(listed, refusal.explanation()));
            } catch (UnreadablePackageException e) {
                leftOut(listed, e.getMessage());
            }
        }

        private int planned(PackagePlan plan) {
            limits.add(plan);
            listener.planned(plan);
            return 1;
        }

        private int leftOut(Package listed, String reason) {
            reports.leftOut(listed, reason);
            return 0;
        }

        private Outcome<PackagePlan> plan(ReadSession session, Package listed, CleanupPolicy policy) {
            return find(session, listed)
                    .flatMap(found -> planner.plan(
                            caller.principal(),
                            found.affiliation(),
                            new PackageContent(found.value(), versions(session, found.value(), listed), Set.of()),
                            policy,
                            context));
        }

        private Outcome<FoundPackage> find(ReadSession session, Package listed) {
            PackageType type = listed.namespace().type();
            PackageAddress address =
                    new PackageAddress(owner, type, listed.name().value());
            return authorizer
                    .authorize(
                            session,
                            caller.principal(),
                            Operation.DELETE_VERSION,
                            Optional.of(type),
                            owner,
                            clock.instant())
                    .flatMap(authorized -> RequestAuthorizer.active(session, authorized, address));
        }

        private List<VersionWithManifest> versions(ReadSession session, Package found, Package listed) {
            List<PackageVersion> versions = List.copyOf(new VersionListing(reports)
                    .active(
                            requireSame(found, listed),
                            () -> requireSame(current(session, listed), listed),
                            page -> session.packages()
                                    .versions(new VersionQuery(found, State.ACTIVE, Instant.EPOCH, page)))
                    .values());
            requireSame(current(session, listed), listed); // otherwise the versions may belong to another package
            PackageType type = found.namespace().type();
            return backend.manifestRegistry().isPresent()
                    ? ManifestLookup.readFew(
                            type, versions, next -> session.manifests().of(found, next))
                    : ManifestLookup.readAll(
                            type, versions, all -> session.manifests().of(found, all));
        }

        private Package current(ReadSession session, Package listed) {
            return find(session, listed).fold(FoundPackage::value, refusal -> {
                throw new UnreadablePackageException("it was gone when its versions were read");
            });
        }

        private static Package requireSame(Package current, Package listed) {
            if (!current.id().equals(listed.id())) {
                throw new UnreadablePackageException(
                        "it was replaced by another package of its name while it was read");
            }
            return current;
        }
    }
}
