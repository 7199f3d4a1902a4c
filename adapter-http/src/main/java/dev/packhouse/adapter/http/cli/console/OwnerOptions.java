package dev.packhouse.adapter.http.cli.console;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.account.Login;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the owner of the packages of a command that works on all of them: an organization, or a user. */
public final class OwnerOptions {

    @Option(names = "--owner", paramLabel = "ORG", description = "Organization that owns the packages.")
    private Optional<Login> organization = Optional.empty();

    @Option(names = "--user", paramLabel = "LOGIN", description = "User that owns the packages.")
    private Optional<Login> user = Optional.empty();

    /**
     * Checks that one owner is named.
     *
     * @throws UsageException if none is, or both are
     */
    public void require() {
        if (organization.isPresent() == user.isPresent()) {
            throw new UsageException("Expected one owner: --owner ORG or --user LOGIN");
        }
    }

    /** The login of the owner. */
    public Login login() {
        return organization.or(() -> user).orElseThrow();
    }

    /** The owner, as use cases take it. {@code --user} names organizations as well. */
    public OwnerReference reference() {
        return organization
                .<OwnerReference>map(OwnerReference.OrganizationLogin::new)
                .orElseGet(() -> new OwnerReference.AnyLogin(login()));
    }

    /** The failure of a command that does not find the owner, or may not see it. */
    public CommandException notFound() {
        return new CommandException(
                organization.isPresent()
                        ? "The registry has no organization '%s', or hides it from this token; a user is named with --user"
                                .formatted(login())
                        : "The registry has no user '%s', or hides it from this token".formatted(login()));
    }
}
