package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.ANONYMOUS;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.Authenticator.Authentication;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticationServiceTest {

    private final UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());

    @Test
    void aCallerWithoutATokenIsAnonymous() {
        assertThat(useCases.authenticator.authenticate(ANONYMOUS))
                .isEqualTo(new Authentication(
                        Outcome.allowed(AuthenticatedCaller.ANONYMOUS.withSince(useCases.clock.instant())),
                        useCases.backend.dataVersion(),
                        Optional.empty()));
    }

    @Test
    void anUnknownTokenIsRefused() {
        assertThat(useCases.authenticator.authenticate(UNKNOWN))
                .isEqualTo(new Authentication(
                        Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)),
                        useCases.backend.dataVersion(),
                        Optional.empty()));
    }

    @Test
    void aTokenIdentifiesItsUser() {
        assertThat(useCases.authenticate(OWNER).map(Principal::label)).isEqualTo(Outcome.allowed("monalisa"));
    }

    @Test
    void aChangeIsObservedAsAnotherVersionOfTheData() {
        OptionalLong before = useCases.authenticator.authenticate(OWNER).dataVersion();

        assertThat(before).isPresent();
        assertThat(useCases.authenticator.dataVersion()).isEqualTo(before);

        useCases.administration.createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty());

        assertThat(useCases.authenticator.dataVersion()).isPresent().isNotEqualTo(before);
    }
}
