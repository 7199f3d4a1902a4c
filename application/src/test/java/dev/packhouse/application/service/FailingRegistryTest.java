package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static dev.packhouse.application.service.UseCaseFixture.ORG;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The use cases with a registry that refuses by its own rules, or does not report the outcome of a change. */
class FailingRegistryTest {

    private static final PackageAddress APP = address(PackageType.NPM, "app");
    private static final UpstreamResponse RELAYED =
            new UpstreamResponse(Refusal.Reason.LAST_VERSION, 400, "You cannot", "https://docs.example/rest");

    private final UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
            .add(PackageSeed.of(1, "octo-org", PackageType.NPM, "app").with(VersionSeed.of(PackageType.NPM, 1))));

    private final List<AuditEntry> recorded = new ArrayList<>();

    /** The reference backend, with sessions that fail to read packages or to apply a change. It has no store. */
    private final class Failing extends ForwardingBackend {

        private final Optional<RuntimeException> asked;
        private final Optional<RuntimeException> applied;

        Failing(Optional<RuntimeException> asked, Optional<RuntimeException> applied) {
            super(useCases.backend);
            this.asked = asked;
            this.applied = applied;
        }

        @Override
        public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
            return write(caller, work);
        }

        @Override
        public <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work) {
            return super.write(caller, session -> work.apply(new FailingSession(session, asked, applied, recorded)));
        }

        @Override
        public Optional<RateLimit> rateLimit(AuthenticatedCaller caller) {
            return Optional.of(new RateLimit(5000, 4999, 1, NOW));
        }

        @Override
        public Health health() {
            return new Health(true, "failing", "It fails.");
        }

        @Override
        public Optional<Store> store() {
            return Optional.empty();
        }

        @Override
        public Optional<AuditTrail> auditTrail() {
            return Optional.empty();
        }
    }

    private record FailingSession(
            WriteSession session,
            Optional<RuntimeException> asked,
            Optional<RuntimeException> applied,
            List<AuditEntry> recorded)
            implements WriteSession {

        @Override
        public Optional<Principal> principal() {
            return session.principal();
        }

        @Override
        public Accounts accounts() {
            return session.accounts();
        }

        @Override
        public Packages packages() {
            asked.ifPresent(failure -> {
                throw failure;
            });
            return session.packages();
        }

        @Override
        public void apply(Change change) {
            applied.ifPresent(failure -> {
                throw failure;
            });
            session.apply(change);
        }

        @Override
        public void record(AuditEntry entry) {
            recorded.add(entry);
            session.record(entry);
        }
    }

    private Failing failing(Optional<RuntimeException> asked, Optional<RuntimeException> applied) {
        return new Failing(asked, applied);
    }

    private LifecycleService lifecycle(Failing backend, LifecycleService.Mode mode) {
        return new LifecycleService(backend, Rules.GITHUB, useCases.clock, mode);
    }

    @Test
    void aChangeThatTheRegistryRefusesIsRefusedAndRecorded() {
        Failing backend = failing(Optional.empty(), Optional.of(new RefusedException(RELAYED)));

        assertThat(lifecycle(backend, LifecycleService.Mode.APPLY)
                        .deletePackage(useCases.caller(OWNER), APP)
                        .refusal())
                .contains(RELAYED);
        assertThat(useCases.trail(10)).containsExactly(refused());
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, OWNER, APP, 1)).isEmpty();
    }

    @Test
    void aReadThatTheRegistryRefusesIsARefusalInEveryUseCase() {
        Failing backend = failing(Optional.of(new RefusedException(RELAYED)), Optional.empty());
        CatalogService catalog = new CatalogService(backend, Rules.GITHUB, useCases.clock);

        assertThat(catalog.find(useCases.caller(OWNER), APP).refusal()).contains(RELAYED);
        assertThat(catalog.dockerConflicts(useCases.caller(OWNER), ORG).refusal())
                .contains(RELAYED);
        assertThat(lifecycle(backend, LifecycleService.Mode.APPLY)
                        .deletePackage(useCases.caller(OWNER), APP)
                        .refusal())
                .contains(RELAYED);
        assertThat(lifecycle(backend, LifecycleService.Mode.DRY_RUN)
                        .deletePackage(useCases.caller(OWNER), APP)
                        .refusal())
                .contains(RELAYED);
        assertThat(useCases.trail(10))
                .containsExactly(
                        DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app")
                                .refused(Refusal.Reason.LAST_VERSION)
                                .dryRun()
                                .entry(),
                        DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app")
                                .refused(Refusal.Reason.LAST_VERSION)
                                .entry());
    }

    @Test
    void anUnknownOutcomeIsThrownToTheCaller() {
        OutcomeUnknownException unknown = new OutcomeUnknownException("Look at package app", null);
        Failing backend = failing(Optional.empty(), Optional.of(unknown));

        assertThatThrownBy(() ->
                        lifecycle(backend, LifecycleService.Mode.APPLY).deletePackage(useCases.caller(OWNER), APP))
                .isSameAs(unknown);
        assertThat(recorded).containsExactly(entry().unknown().entry());
    }

    /** The unit of work throws, and the backend may or may not have kept its entries. */
    @Test
    void anUnknownOutcomeKeepsTheCountOfRefusalsForTheNextEntry() {
        Failing backend = failing(Optional.empty(), Optional.of(new OutcomeUnknownException("Look", null)));
        LifecycleService lifecycle = lifecycle(backend, LifecycleService.Mode.APPLY);
        for (int i = 0; i < 13; i++) {
            lifecycle.deleteVersion(useCases.caller(OWNER), APP, new VersionId(99));
        }
        recorded.clear();

        assertThatThrownBy(() -> lifecycle.deletePackage(useCases.caller(OWNER), APP))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(recorded).containsExactly(entry().unknown().entry());

        lifecycle.recordRefusalCounts();
        assertThat(recorded)
                .containsExactly(
                        entry().unknown().entry(), new AuditEntry.RefusalsNotRecorded(NOW, "monalisa", 3, NOW, NOW));
    }

    @Test
    void anUnavailableRegistryIsNotARefusal() {
        UnavailableException down = new UnavailableException("The network is down", null);
        Failing backend = failing(Optional.of(down), Optional.empty());
        CatalogService catalog = new CatalogService(backend, Rules.GITHUB, useCases.clock);

        assertThatThrownBy(() -> catalog.find(useCases.caller(OWNER), APP)).isSameAs(down);
        assertThatThrownBy(() ->
                        lifecycle(backend, LifecycleService.Mode.APPLY).deletePackage(useCases.caller(OWNER), APP))
                .isSameAs(down);
    }

    @Test
    void theRateLimitIsTheOneOfTheRegistry() {
        AuthenticationService registry =
                new AuthenticationService(failing(Optional.empty(), Optional.empty()), useCases.clock);

        assertThat(registry.rateLimit(useCases.caller(OWNER))).contains(new RateLimit(5000, 4999, 1, NOW));
        assertThat(useCases.authenticator.rateLimit(useCases.caller(OWNER))).isEmpty();
    }

    @Test
    void aBackendWithoutDataOfItsOwnCannotBeAdministered() {
        AdministrationService administration =
                new AdministrationService(failing(Optional.empty(), Optional.empty()), Rules.GITHUB, useCases.clock);

        assertThat(administration.health()).isEqualTo(new Health(true, "failing", "It fails."));
        assertThat(administration.keepsAuditTrail()).isFalse();
        List.<Runnable>of(
                        administration::isEmpty,
                        () -> administration.load(RegistryState.EMPTY),
                        administration::export,
                        () -> administration.createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty()),
                        administration::tokens,
                        () -> administration.revokeToken(1),
                        administration::purge,
                        () -> administration.pruneAuditTrail(AuditRetention.DEFAULT),
                        () -> administration.auditTrail(AuditQuery.latest(1)))
                .forEach(request -> assertThatThrownBy(request::run).isInstanceOf(UnsupportedOperationException.class));
    }

    private static DecisionSeed entry() {
        return DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app").packageId(1);
    }

    private static AuditEntry refused() {
        return entry().refused(Refusal.Reason.LAST_VERSION).entry();
    }
}
