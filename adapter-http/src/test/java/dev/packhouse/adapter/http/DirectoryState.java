package dev.packhouse.adapter.http;

import static dev.packhouse.domain.access.Scope.READ_ORG;
import static dev.packhouse.domain.access.Scope.READ_PACKAGES;
import static dev.packhouse.domain.access.Scope.REPO;
import static dev.packhouse.domain.access.Scope.USER;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts and repositories of {@link SampleState}, and more of them, with tokens that read them. */
final class DirectoryState {

    static final String OWNER = "ghp_orgowner";
    static final String MEMBER = "ghp_orgmember";
    static final String SIGNED_ON = "ghp_orgsignedon";
    static final String REPO_ONLY = "ghp_repoonly";
    static final String USER_ONLY = "ghp_useronly";
    static final String OUTSIDER = "ghp_orgstranger";

    private DirectoryState() {}

    static RegistryState state() {
        Seed seed = SampleState.seed()
                .organization(2003, "zoo", List.of("stranger"), List.of("monalisa"))
                .publicRepository(5002, "octo-org/Site", Map.of())
                .privateRepository(5003, "octo-org/secret", Map.of())
                .fork(5004, "octo-org/a-fork")
                .publicRepository(5005, "monalisa/open", Map.of("hubot", Role.READ))
                .privateRepository(5006, "monalisa/dotfiles", Map.of())
                .privateRepository(5007, "sso-org/guarded", Map.of("hubot", Role.ADMIN))
                .token(OWNER, "monalisa", READ_ORG, REPO, READ_PACKAGES)
                .token(MEMBER, "hubot", READ_ORG, REPO, READ_PACKAGES)
                .token(SIGNED_ON, "hubot", Scopes.of(READ_ORG, REPO), Set.of("sso-org"), Optional.empty())
                .token(REPO_ONLY, "hubot", REPO)
                .token(USER_ONLY, "hubot", USER)
                .token(OUTSIDER, "stranger", READ_ORG, REPO);
        return seed.state();
    }
}
