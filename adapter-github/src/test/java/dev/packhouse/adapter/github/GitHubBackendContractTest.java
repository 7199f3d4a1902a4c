package dev.packhouse.adapter.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.out.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.BackendContract;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Standing;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract that every backend keeps. What GitHub does not show is declared, and tried as well. */
class GitHubBackendContractTest implements BackendContract {

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.LOOKS_FOR_CONFLICTS);
    }

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        FakeGitHub fake = new FakeGitHub(state, clock);
        return new ClosesToo(Backends.open(fake, clock), fake);
    }

    /** Of all standings only one is known for certain: that a user owns their own account. */
    @Override
    @Test
    public void callersHaveAStandingWithEachOwner() {
        try (Backend backend = open(Worlds.people().state(), new MutableClock(Worlds.NOW))) {
            assertThat(standing(backend, Worlds.HUBOT, "hubot")).isEqualTo(Standing.of(Membership.OWNER));
            assertThat(standing(backend, Worlds.HUBOT, "monalisa")).isEqualTo(Standing.unknown());
            assertThat(standing(backend, Worlds.MONALISA, "octo-org")).isEqualTo(Standing.unknown());
            assertThat(standing(backend, Worlds.WORKFLOW, "octo-org")).isEqualTo(Standing.unknown());
        }
    }

    private static Standing standing(Backend backend, Credential caller, String owner) {
        return backend.read(
                caller,
                session -> session.accounts()
                        .standingWith(session.accounts()
                                .find(new Login(owner))
                                .orElseThrow()
                                .value()));
    }
}
