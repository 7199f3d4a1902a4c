package dev.packhouse.adapter.github;

import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.AuditContract;
import dev.packhouse.application.testing.BackendContract;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every backend. Abilities that GitHub's API does not have are declared as absent, and tested as well.
 */
class GitHubBackendContractTest implements BackendContract, AuditContract {

    @TempDir
    private Path directory;

    private int opened;

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.FINDS_NAME_CONFLICTS);
    }

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        FakeGitHub fake = new FakeGitHub(state, clock);
        opened++;
        Path data = directory.resolve(Integer.toString(opened));
        return new BackendWithFake(TestBackends.open(fake, clock, data), fake);
    }

    /** Only one affiliation is certain: a user owns the user's own account. */
    @Override
    @Test
    public void callersHaveAnAffiliationWithEachOwner() {
        try (Backend backend = open(GitHubStates.people().state(), new MutableClock(GitHubStates.NOW))) {
            assertThat(affiliation(backend, GitHubStates.HUBOT, "hubot")).isEqualTo(Affiliation.of(Membership.OWNER));
            assertThat(affiliation(backend, GitHubStates.HUBOT, "monalisa")).isEqualTo(Affiliation.unknown());
            assertThat(affiliation(backend, GitHubStates.MONALISA, "octo-org")).isEqualTo(Affiliation.unknown());
            assertThat(affiliation(backend, GitHubStates.WORKFLOW, "octo-org")).isEqualTo(Affiliation.unknown());
        }
    }

    private static Affiliation affiliation(Backend backend, Credential caller, String owner) {
        return backend.read(
                caller(backend, caller),
                session -> session.accounts()
                        .affiliationWith(session.accounts()
                                .find(AccountQuery.any(new Login(owner)))
                                .orElseThrow()));
    }
}
