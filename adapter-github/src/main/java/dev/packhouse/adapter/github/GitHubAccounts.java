package dev.packhouse.adapter.github;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks up accounts, and caches them for each caller for one minute. GitHub allows that ({@code max-age=60}), and
 * without the cache every read of a package would first read its owner. Safe for many threads.
 */
final class GitHubAccounts {

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private record Key(String caller, String path) {}

    private final GitHubClient client;
    private final Cache<Key, WithSource<Account>> cache;

    GitHubAccounts(GitHubClient client, InstantSource clock) {
        this.client = client;
        this.cache = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(LIFETIME)
                .ticker(new Ticker() {
                    @Override
                    public long read() {
                        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
                    }
                })
                .build();
    }

    Optional<WithSource<Account>> find(Caller caller, Login login) {
        return find(
                caller,
                ApiPaths.user(login.key()),
                () -> fetch(caller, ApiPaths.user(login.value()))
                        .map(found -> withOrganizationFields(caller, found, ApiPaths.organization(login.value()))));
    }

    Optional<WithSource<Account>> find(Caller caller, AccountId id) {
        String organization = "/organizations/" + id;
        return find(
                caller,
                "/user/" + id,
                () -> fetch(caller, "/user/" + id)
                        .map(found -> withOrganizationFields(caller, found, organization))
                        .or(() -> fetch(caller, organization)));
    }

    private Optional<WithSource<Account>> find(
            Caller caller, String path, Supplier<Optional<WithSource<Account>>> lookup) {
        Key key = new Key(caller.key(), path);
        WithSource<Account> cached = cache.getIfPresent(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<WithSource<Account>> found = lookup.get();
        found.ifPresent(account -> cache.put(key, account));
        return found;
    }

    /**
     * Replaces an organization by its entry below {@code /orgs}, which has more fields than its entry below {@code
     * /users}.
     */
    private WithSource<Account> withOrganizationFields(Caller caller, WithSource<Account> found, String path) {
        try {
            return found.value() instanceof Organization ? fetch(caller, path).orElse(found) : found;
        } catch (RefusedException e) {
            return found; // the caller may still be allowed to read its packages
        }
    }

    private Optional<WithSource<Account>> fetch(Caller caller, String path) {
        return client.get(caller, path, Subject.OWNER, Freshness.REVALIDATE)
                .found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0))
                .flatMap(entry -> EntryReader.account(entry).map(entry::withSource));
    }

    /** Removes the accounts of a caller, since GitHub has rejected the token. */
    void invalidate(Caller caller) {
        cache.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }
}
