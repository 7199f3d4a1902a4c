package dev.packhouse.adapter.http.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Credential;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTokenTest {

    @Test
    void theFirstVariableWithAValueCounts() {
        Map<String, String> all =
                Map.of("PACKHOUSE_TOKEN", "ghp_own", "GH_TOKEN", "ghp_gh", "GITHUB_TOKEN", "ghs_workflow");

        assertThat(CallerToken.find(all)).contains(new Credential.Token("ghp_own"));
        assertThat(CallerToken.find(Map.of("PACKHOUSE_TOKEN", " ", "GH_TOKEN", " ghp_gh\n", "GITHUB_TOKEN", "ghs")))
                .contains(new Credential.Token("ghp_gh"));
        assertThat(CallerToken.find(Map.of("GITHUB_TOKEN", "ghs_workflow")))
                .contains(new Credential.Token("ghs_workflow"));
        assertThat(CallerToken.find(Map.of("TOKEN", "ghp_other"))).isEmpty();
    }

    @Test
    void aMissingTokenIsAUsageErrorThatNamesTheVariables() {
        assertThatThrownBy(() -> CallerToken.require(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no token: set one of PACKHOUSE_TOKEN, GH_TOKEN, GITHUB_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_one ghp_two", "ghp_\u0007", "ghp_\u00fc", "ghp_a\nHost: b"})
    void aTokenThatNoHeaderCanCarryIsRefusedWithoutItsText(String secret) {
        assertThatThrownBy(() -> CallerToken.require(Map.of("GH_TOKEN", secret)))
                .isInstanceOf(UsageException.class)
                .hasMessage("Invalid GH_TOKEN: a token consists of visible ASCII characters, without spaces");
    }
}
