package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates, lists and revokes tokens. */
@Command(
        name = "token",
        description = "Make, list and revoke tokens.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommands {

    /** Creates a token. */
    @Command(name = "create", description = "Make a classic token, and print it this once.")
    static final class Create extends StoreCommand {

        @Option(names = "--user", paramLabel = "LOGIN", required = true, description = "Whose token it is.")
        private Login user;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                split = ",",
                description = "What it allows, as read:packages; more than once, or several with commas.")
        private List<Scope> scopes = List.of();

        @Option(
                names = "--sso",
                paramLabel = "ORG",
                split = ",",
                description = "Organization whose single sign-on it is authorized for; more than once, or with commas.")
        private List<Login> sso = List.of();

        @Option(names = "--expires", paramLabel = "DATE", description = "When it expires, as 2027-05-19T22:19:11Z.")
        private Optional<Instant> expires;

        Create(Console console) {
            super(console);
        }

        @Override
        void run(Administration administration) {
            expires.filter(at -> !at.isAfter(console().clock().instant())).ifPresent(at -> {
                throw new UsageException("Invalid date %s: it has passed".formatted(at));
            });
            try {
                console()
                        .printLine(administration
                                .createToken(user, new Scopes(Set.copyOf(scopes)), Set.copyOf(sso), expires)
                                .token());
            } catch (IllegalArgumentException e) {
                throw new CommandException(e.getMessage(), e);
            }
        }
    }

    /** Lists all tokens. */
    @Command(name = "list", description = "List all tokens by id, without the tokens themselves.")
    static final class ListAll extends StoreCommand {

        private static final String ROW = "%-6s %-24s %-14s %-20s %s";

        ListAll(Console console) {
            super(console);
        }

        @Override
        void run(Administration administration) {
            console().printLine(ROW.formatted("ID", "HOLDER", "KIND", "EXPIRES", "SCOPES"));
            administration.tokens().forEach(token -> console().printLine(row(token)));
        }

        private static String row(StoredToken token) {
            return ROW.formatted(
                            token.id(),
                            holder(token.entry().holder()),
                            token.entry().kind().name().toLowerCase(Locale.ROOT),
                            token.entry().expiresAt().map(Instant::toString).orElse("never"),
                            token.entry().scopes())
                    .stripTrailing();
        }

        private static String holder(TokenHolder holder) {
            return holder instanceof WorkflowHolder workflow
                    ? workflow.repository().toString()
                    : ((UserHolder) holder).login().value();
        }
    }

    /** Revokes a token. */
    @Command(name = "revoke", description = "Make a token worthless.")
    static final class Revoke extends StoreCommand {

        @Parameters(paramLabel = "ID", description = "The id that 'packhouse token list' shows.")
        private long id;

        Revoke(Console console) {
            super(console);
        }

        @Override
        void run(Administration administration) {
            if (!administration.revokeToken(id)) {
                throw new CommandException("There is no token %d".formatted(id));
            }
            console().printLine("Revoked token %d".formatted(id));
        }
    }
}
