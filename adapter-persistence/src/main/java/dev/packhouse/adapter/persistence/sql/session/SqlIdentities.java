package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.PrincipalSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds identities in the database.
 *
 * @param connection returns the connection of the transaction; it may be opened at the first call
 */
public record SqlIdentities(Supplier<SqlConnection> connection) implements Identities {

    @Override
    public Optional<Principal> principal(TokenHash token) {
        return PrincipalSql.find(connection.get(), token);
    }

    @Override
    public Optional<Account> account(Login login) {
        return AccountSql.find(connection.get(), login);
    }

    @Override
    public Optional<Account> account(AccountId id) {
        return AccountSql.find(connection.get(), id);
    }

    @Override
    public Membership membership(AccountId organization, AccountId user) {
        return AccountSql.membership(connection.get(), organization, user);
    }
}
