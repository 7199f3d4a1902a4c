package dev.packhouse.adapter.http.cli.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a backend reports beside packages, and how its failures become results. */
class InProcessTargetTest {

    private static final User MONALISA =
            new User(new AccountId(1001), new Login("monalisa"), Optional.empty(), false, Instant.EPOCH, Instant.EPOCH);

    private static final TargetChoice CHOICE = new TargetChoice(
            MONALISA.login(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    private final AtomicInteger closed = new AtomicInteger();

    private PackageTarget target(
            Function<PackageFilter, Page<WithSource<Package>>> pages, Function<String, Outcome<?>> changes) {
        return InProcessTarget.open(
                port(
                        PackageCatalog.class,
                        (method, arguments) -> method.equals("account")
                                ? Outcome.allowed(WithSource.of(MONALISA))
                                : Outcome.allowed(new PackageCatalog.Packages(
                                        MONALISA, pages.apply((PackageFilter) arguments[2])))),
                port(PackageLifecycle.class, (method, arguments) -> changes.apply(method)),
                AuthenticatedCaller.ANONYMOUS,
                InstantSource.system(),
                CHOICE,
                "here",
                closed::incrementAndGet);
    }

    private interface Call {
        Object answer(String method, Object... arguments);
    }

    private static <T> T port(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.answer(method.getName(), arguments)));
    }

    private static WithSource<Package> app(int id) {
        return WithSource.of(Package.published(
                new PackageId(id),
                new Namespace(MONALISA, PackageType.NPM),
                new PackageName(PackageType.NPM, "app-" + id),
                Visibility.PRIVATE,
                VersionCounts.UNKNOWN,
                Instant.EPOCH));
    }

    private static Listing<ShownPackage> list(PackageTarget target) {
        return target.packages(PackageType.NPM, Optional.empty(), State.ACTIVE);
    }

    @Test
    void whatAPageLacksIsPartOfTheList() {
        PackageTarget target = target(
                filter -> new Page<>(
                        List.of(app(filter.page().number())),
                        2,
                        filter.page().number() == 1
                                ? Optional.of("partial-results; organizations=7")
                                : Optional.empty(),
                        filter.page().number() == 1 ? List.of() : List.of("entry 9: its name is empty"),
                        Optional.empty()),
                method -> Outcome.allowed(method));

        assertThat(list(target).items()).extracting(ShownPackage::id).containsExactly(1L, 2L);
        assertThat(list(target).missing())
                .containsExactly(
                        "monalisa/npm: the token is not authorized for single sign-on: partial-results; organizations=7",
                        "monalisa/npm: entry 9: its name is empty");
    }

    @Test
    void aListThatTheBackendCannotGiveIsRefused() {
        PackageTarget target = target(filter -> Page.unlisted("no such list"), method -> Outcome.allowed(method));

        assertThatThrownBy(() -> list(target)).hasMessage("monalisa/npm: no such list (INCOMPLETE)");
    }

    @Test
    void packagesBehindTheLastPageAreReported() {
        AtomicInteger pages = new AtomicInteger();
        PackageTarget target = target(
                filter -> {
                    pages.incrementAndGet();
                    return new Page<>(
                            IntStream.rangeClosed(1, 100)
                                    .mapToObj(InProcessTargetTest::app)
                                    .toList(),
                            101);
                },
                method -> Outcome.allowed(method));

        Listing<ShownPackage> listing = list(target);

        assertThat(listing.items()).hasSize(10_000);
        assertThat(pages).hasValue(100);
        assertThat(listing.missing()).containsExactly("monalisa/npm: what follows the first 10000 is not listed");
    }

    @Test
    void aFailureOfTheBackendIsAResult() {
        assertThat(delete(new OutcomeUnknownException("Look first", null)))
                .isEqualTo(ChangeResult.unknown("Look first"));
        assertThat(delete(new LimitedException("Too many requests", Duration.ofSeconds(90))))
                .isEqualTo(ChangeResult.failed("Too many requests: try again in 90 seconds"));
        assertThat(delete(new LimitedException("Too many requests", Duration.ofMillis(1))))
                .isEqualTo(ChangeResult.failed("Too many requests: try again in 1 seconds"));
        assertThat(delete(new UnavailableException("The disk is full", null)))
                .isEqualTo(ChangeResult.failed("The disk is full"));
    }

    private ChangeResult delete(RuntimeException failure) {
        return target(filter -> Page.empty(), method -> {
                    throw failure;
                })
                .deletePackage(PackageType.NPM, "app");
    }

    @Test
    void closingClosesTheBackend() {
        target(filter -> Page.empty(), method -> Outcome.allowed(method)).close();

        assertThat(closed).hasValue(1);
    }
}
