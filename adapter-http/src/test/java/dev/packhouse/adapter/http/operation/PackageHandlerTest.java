package dev.packhouse.adapter.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.payload.PackagePayloads;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.adapter.http.route.RouteMatch;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links of a list that has more pages than a request can reach, which would need a very large store. */
class PackageHandlerTest {

    private static final int TOO_MANY_PAGES = 20_000;

    private static final User OWNER =
            new User(new AccountId(1001), new Login("monalisa"), Optional.empty(), false, Instant.EPOCH, Instant.EPOCH);

    private final PackageHandler routes = new PackageHandler(
            returning(
                    PackageCatalog.class,
                    Outcome.allowed(new PackageCatalog.Packages(OWNER, new Page<>(List.of(), TOO_MANY_PAGES)))),
            returning(PackageLifecycle.class, Outcome.allowed("nothing")),
            new PackagePayloads(Rules.GITHUB, Optional.empty(), true));

    private static <T> T returning(Class<T> port, Object result) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> result));
    }

    @ParameterizedTest
    @CsvSource({"99,100,100,100", "332,30,333,333", "1,1,2,10000"})
    @DisplayName("Decision 12: the last link is the last page that can be requested")
    void nextAndLast(int page, int size, int next, int last) {
        assertThat(links(page, size)).contains("page=" + next + "&per_page=" + size + ">; rel=\"next\"");
        assertThat(links(page, size)).endsWith("page=" + last + "&per_page=" + size + ">; rel=\"last\"");
    }

    @ParameterizedTest
    @CsvSource({"100,100", "333,30", "10000,1"})
    @DisplayName("Decision 12: no link leads to a later page")
    void noNext(int page, int size) {
        assertThat(links(page, size)).doesNotContain("rel=\"next\"").contains("&page=" + page + "&per_page=" + size);
    }

    private String links(int page, int size) {
        AuthenticatedRequest request = new AuthenticatedRequest(
                AuthenticatedCaller.ANONYMOUS,
                PublicUrl.of("http://packhouse.test", false),
                Query.parse("package_type=npm&page=" + page + "&per_page=" + size),
                ApiVersion.V2026,
                Optional.empty());
        Route.PackageRoute route =
                (Route.PackageRoute) RouteMatch.of("GET", "/user/packages").route();
        return routes.handle(route, request).links().orElseThrow();
    }
}
