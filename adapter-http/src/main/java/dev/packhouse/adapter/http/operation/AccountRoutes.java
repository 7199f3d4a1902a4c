package dev.packhouse.adapter.http.operation;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.payload.Accounts;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Account;

/** The operations that show an account. */
public final class AccountRoutes {

    private final PackageCatalog catalog;
    private final Accounts accounts;

    /** Asks this port, and writes what it says as these payloads. */
    public AccountRoutes(PackageCatalog catalog, Accounts accounts) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.accounts = requireNonNull(accounts, "accounts");
    }

    /** Answers a call. */
    public Reply answer(Route.OfAccount route, Call call) {
        OwnerReference owner = route.owner();
        return catalog.account(call.credential(), owner)
                .fold(
                        account -> Reply.ok(json(route, owner, account, call))
                                .modifiedAt(account.value().updatedAt()),
                        refusal -> Refusals.of(refusal, route.documentationUrl(), call.base()));
    }

    private Json json(Route.OfAccount route, OwnerReference owner, WithSource<Account> account, Call call) {
        if (route.organization()) {
            return accounts.organization(account, call.base());
        }
        boolean wholeSelf = owner instanceof OwnerReference.Caller
                && call.caller() instanceof Principal.ClassicToken token
                && token.scopes().include(Scope.USER);
        return wholeSelf ? accounts.privateUser(account, call.base()) : accounts.publicUser(account, call.base());
    }
}
