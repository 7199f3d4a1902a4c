package dev.packhouse.adapter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/user/packages, /user/packages, true",
        "/user/packages, /user/packages/npm, false",
        "/user/packages, /user, false",
        "/user/packages, /api/v3/user/packages, true",
        "/user/packages, /User/packages, false",
        "/orgs/*/packages, /orgs/octo-org/packages, true",
        "/orgs/{org}/packages, /orgs/octo-org/packages, true",
        "/orgs/*/packages, /orgs/packages, false",
        "/orgs/*/packages, /orgs/a/b/packages, false",
        "/orgs/**, /orgs/octo-org/packages/npm/app, true",
        "/orgs/**, /orgs, true",
        "/orgs/**, /users/monalisa, false",
        "/orgs/*/packages/container/team%2Fapp, /orgs/o/packages/container/team%2fapp, true",
        "/orgs/*/packages/container/team%2Fapp, /orgs/o/packages/container/team/app, false",
        "/orgs/*/packages/container/*, /orgs/o/packages/container/team%2Fapp, true",
        "/**, /, true",
        "/, /, true",
        "/, /user, false",
        "/**, /%zz, false"
    })
    void comparesSegmentsDecoded(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void allMatchesEveryPath() {
        assertThat(PathPattern.ALL.matches("/orgs/octo-org/packages/npm/a%2Fb")).isTrue();
        assertThat(PathPattern.ALL.matches("/")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orgs", "/orgs/**/packages", "/orgs/%zz"})
    void aTextThatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> new PathPattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void patternsWithTheSameTextAreEqual() {
        assertThat(new PathPattern("/a/*"))
                .isEqualTo(new PathPattern("/a/*"))
                .hasSameHashCodeAs(new PathPattern("/a/*"))
                .isNotEqualTo(new PathPattern("/a/**"))
                .hasToString("/a/*");
    }
}
