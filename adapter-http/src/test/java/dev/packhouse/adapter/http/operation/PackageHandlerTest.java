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
import dev.packhouse.application.model.Page;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.policy.Outcome;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no store of a bearable size shows: a list of packages that is longer than what can be asked for. */
class PackageHandlerTest {

    private static final int MORE_PAGES_THAN_ARE_SERVED = 20_000;

    private final PackageHandler routes = new PackageHandler(
            answering(PackageCatalog.class, Outcome.allowed(new Page<>(List.of(), MORE_PAGES_THAN_ARE_SERVED))),
            answering(PackageLifecycle.class, Outcome.allowed("nothing")),
            new PackagePayloads(RegistryRules.CURRENT, Optional.empty()));

    private static <T> T answering(Class<T> port, Object answer) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> answer));
    }

    @ParameterizedTest
    @CsvSource({"99,100,100,100", "332,30,333,333", "1,1,2,10000"})
    @DisplayName("Decision 12: links lead up to the last page that is served")
    void nextAndLast(int page, int size, int next, int last) {
        assertThat(links(page, size)).contains("page=" + next + "&per_page=" + size + ">; rel=\"next\"");
        assertThat(links(page, size)).endsWith("page=" + last + "&per_page=" + size + ">; rel=\"last\"");
    }

    @ParameterizedTest
    @CsvSource({"100,100", "333,30", "10000,1"})
    @DisplayName("Decision 12: no link leads behind it")
    void noNext(int page, int size) {
        assertThat(links(page, size)).doesNotContain("rel=\"next\"").contains("&page=" + page + "&per_page=" + size);
    }

    private String links(int page, int size) {
        AuthenticatedRequest request = new AuthenticatedRequest(
                new Credential.None(),
                new Principal.Anonymous(),
                PublicUrl.of("http://packhouse.test", false),
                Query.parse("package_type=npm&page=" + page + "&per_page=" + size),
                ApiVersion.V2026,
                Optional.empty());
        Route.PackageRoute route =
                (Route.PackageRoute) RouteMatch.of("GET", "/user/packages").route();
        return routes.handle(route, request).links().orElseThrow();
    }
}
