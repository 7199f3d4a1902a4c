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
 * The accounts. GitHub marks what it says of them as good for a minute ({@code max-age=60}), and it is taken at its word:
 * otherwise every request for a package would first ask for its owner.
 */
final class GitHubAccounts {

    private static final Duration TRUSTED = Duration.ofMinutes(1);

    private record Key(String caller, String path) {}

    private final GitHubClient client;
    private final Cache<Key, WithSource<Account>> known;

    GitHubAccounts(GitHubClient client, InstantSource clock) {
        this.client = client;
        this.known = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(TRUSTED)
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
                () -> ask(caller, ApiPaths.user(login.value()))
                        .map(found -> organization(caller, found, ApiPaths.organization(login.value()))));
    }

    Optional<WithSource<Account>> find(Caller caller, AccountId id) {
        String organization = "/organizations/" + id;
        return find(
                caller,
                "/user/" + id,
                () -> ask(caller, "/user/" + id)
                        .map(found -> organization(caller, found, organization))
                        .or(() -> ask(caller, organization)));
    }

    private Optional<WithSource<Account>> find(
            Caller caller, String path, Supplier<Optional<WithSource<Account>>> question) {
        Key key = new Key(caller.key(), path);
        WithSource<Account> kept = known.getIfPresent(key);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<WithSource<Account>> found = question.get();
        found.ifPresent(account -> known.put(key, account));
        return found;
    }

    /** Among the users an organization looks like a user; its own address tells more. */
    private WithSource<Account> organization(Caller caller, WithSource<Account> found, String path) {
        try {
            return found.value() instanceof Organization ? ask(caller, path).orElse(found) : found;
        } catch (RefusedException e) {
            return found; // its packages may be open all the same
        }
    }

    private Optional<WithSource<Account>> ask(Caller caller, String path) {
        return client.get(caller, path, Subject.OWNER, Freshness.REVALIDATE)
                .found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0))
                .flatMap(entry -> EntryReader.account(entry).map(entry::withSource));
    }

    /** Forgets what a token was shown, since GitHub has rejected it. */
    void forget(Caller caller) {
        known.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }
}
