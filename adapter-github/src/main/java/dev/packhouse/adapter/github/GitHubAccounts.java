package dev.packhouse.adapter.github;

import com.google.common.cache.Cache;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ExpiringCache;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Organization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks up accounts with one request each, and caches them for each caller. Without the cache every request for a
 * package would first read its owner. Safe for many threads.
 */
final class GitHubAccounts {

    /**
     * An account that was asked for by its login: the login is also that of the requests for its packages, and its id and
     * kind rarely change. An account that was asked for by its number has no such lifetime: its former login may belong to
     * another account.
     */
    private static final Duration OWNER_LIFETIME = Duration.ofHours(1);

    /** GitHub allows this lifetime ({@code max-age=60}). */
    private static final Duration DOCUMENT_LIFETIME = Duration.ofMinutes(1);

    private record Key(String caller, AccountQuery query) {}

    private final GitHubClient client;
    private final Cache<Key, Account> owners;
    private final Cache<Key, Account> numbered;
    private final Cache<Key, WithSource<Account>> documents;

    GitHubAccounts(GitHubClient client, InstantSource clock) {
        this.client = client;
        this.owners = newCache(OWNER_LIFETIME, clock);
        this.numbered = newCache(DOCUMENT_LIFETIME, clock);
        this.documents = newCache(DOCUMENT_LIFETIME, clock);
    }

    private static <T> Cache<Key, T> newCache(Duration lifetime, InstantSource clock) {
        return ExpiringCache.create(lifetime, 10_000, clock);
    }

    /**
     * Returns an account as the owner of packages. Of one with a login, id and kind may be those of an hour ago; one with a
     * number may be that of a minute ago.
     */
    Optional<Account> owner(Caller caller, AccountQuery query) {
        Account cached = cache(query).getIfPresent(new Key(caller.key(), query));
        return cached == null ? document(caller, query).map(WithSource::value) : Optional.of(cached);
    }

    /** Returns an account with GitHub's text at the address of the query, which may be that of a minute ago. */
    Optional<WithSource<Account>> document(Caller caller, AccountQuery query) {
        Key key = new Key(caller.key(), query);
        WithSource<Account> cached = documents.getIfPresent(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<WithSource<Account>> found = fetch(caller, query);
        found.ifPresent(document -> {
            documents.put(key, document);
            cache(query).put(key, document.value());
            numbered.put(new Key(caller.key(), numbered(document.value())), document.value());
        });
        return found;
    }

    private Cache<Key, Account> cache(AccountQuery query) {
        return query instanceof AccountQuery.ByLogin ? owners : numbered;
    }

    /** Returns the query that stands for the owner in links to other pages of a list. */
    private static AccountQuery numbered(Account owner) {
        return owner instanceof Organization ? AccountQuery.organization(owner.id()) : AccountQuery.any(owner.id());
    }

    private Optional<WithSource<Account>> fetch(Caller caller, AccountQuery query) {
        return client.get(caller, path(query), Subject.OWNER, Freshness.REVALIDATE)
                .found()
                .filter(found -> found.entries().size() == 1)
                .map(found -> found.entries().get(0))
                .flatMap(entry -> EntryReader.account(entry).map(entry::withSource));
    }

    private static String path(AccountQuery query) {
        if (query instanceof AccountQuery.ByLogin named) {
            String login = named.login().value();
            return named.organizationOnly() ? ApiPaths.organization(login) : ApiPaths.user(login);
        }
        if (query instanceof AccountQuery.ByNumber numbered) {
            return (numbered.organizationOnly() ? "/organizations/" : "/user/") + numbered.id();
        }
        return "/user";
    }

    /** Removes the accounts of a caller, since GitHub has rejected the token. */
    void invalidate(Caller caller) {
        numbered.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
        owners.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
        documents.asMap().keySet().removeIf(key -> key.caller().equals(caller.key()));
    }
}
