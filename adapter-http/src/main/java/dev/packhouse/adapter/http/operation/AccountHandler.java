package dev.packhouse.adapter.http.operation;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.payload.AccountPayloads;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Account;

/** The operations that show an account. */
public final class AccountHandler {

    private final PackageCatalog catalog;
    private final AccountPayloads accounts;

    /** Creates a handler that reads accounts from this port and encodes them with these payloads. */
    public AccountHandler(PackageCatalog catalog, AccountPayloads accounts) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.accounts = requireNonNull(accounts, "accounts");
    }

    /** Returns the response to a request. */
    public ServerResponse handle(Route.AccountRoute route, AuthenticatedRequest request) {
        OwnerReference owner = route.owner();
        return catalog.account(request.caller(), owner)
                .fold(
                        account -> ServerResponse.ok(json(route, owner, account, request))
                                .modifiedAt(account.value().updatedAt()),
                        refusal -> RefusalResponses.of(refusal, route.documentationUrl(), request.base()));
    }

    private Json json(
            Route.AccountRoute route, OwnerReference owner, WithSource<Account> account, AuthenticatedRequest request) {
        if (route.organization()) {
            return accounts.organization(account, request.base());
        }
        boolean privateView = owner instanceof OwnerReference.Caller
                && request.caller().principal() instanceof Principal.ClassicToken token
                && token.scopes().include(Scope.USER);
        return privateView
                ? accounts.privateUser(account, request.base())
                : accounts.publicUser(account, request.base());
    }
}
