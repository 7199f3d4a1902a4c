package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses a token entry: the token itself, or its hash and kind; and its holder, a user or a repository. */
final class TokenFields {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private final FieldReader fields;

    TokenFields(FieldReader fields) {
        this.fields = fields;
    }

    Optional<TokenEntry> entry() {
        Optional<Identity> identity = identity();
        Optional<TokenHolder> holder = holder();
        Set<Scope> scopes = new HashSet<>(fields.list("scopes", TokenFields::scope));
        List<Login> sso = fields.list("sso", Login::new);
        Optional<Instant> expiresAt = fields.date("expires_at");
        fields.refuseOthers();
        return identity.flatMap(token -> holder.map(owner ->
                new TokenEntry(token.hash(), token.kind(), owner, new Scopes(scopes), Set.copyOf(sso), expiresAt)));
    }

    private record Identity(TokenHash hash, TokenKind kind) {}

    private Optional<Identity> identity() {
        if (fields.has("token_sha256")) {
            if (fields.has("token")) {
                fields.problem("token", "'token' and 'token_sha256' exclude each other");
            }
            fields.known("token");
            Optional<TokenHash> hash = fields.required("token_sha256", TokenHash::new);
            Optional<TokenKind> kind = fields.required("kind", TokenFields::kind);
            return hash.flatMap(value -> kind.map(of -> new Identity(value, of)));
        }
        Optional<Identity> identity = fields.required("token", TokenFields::secret);
        fields.known("token_sha256");
        return identity;
    }

    private static Identity secret(String text) {
        if (!VISIBLE.matcher(text).matches()) {
            throw new IllegalArgumentException("Invalid token: expected visible ASCII characters without spaces");
        }
        return new Identity(TokenHash.of(text), TokenKind.of(text));
    }

    private Optional<TokenHolder> holder() {
        if (!fields.has("repository")) {
            Optional<TokenHolder> user = fields.required("user", login -> new UserHolder(new Login(login)));
            fields.known("repository");
            return user;
        }
        if (fields.has("user")) {
            fields.problem("user", "'user' and 'repository' exclude each other");
        }
        fields.known("user");
        Optional<RepositoryName> repository = fields.required("repository", RepositoryName::parse);
        Role permission = fields.optional("packages", TokenFields::permission).orElse(Role.READ);
        return repository.map(name -> new WorkflowHolder(name, permission));
    }

    private static Scope scope(String label) {
        return Scope.parse(label)
                .orElseThrow(() -> EntryParser.invalid("scope", label, "a scope of a classic token, as read:packages"));
    }

    private static Role permission(String label) {
        return Role.parse(label)
                .filter(role -> role != Role.ADMIN)
                .orElseThrow(() -> EntryParser.invalid("permission 'packages'", label, "none, read or write"));
    }

    private static TokenKind kind(String label) {
        return Stream.of(TokenKind.values())
                .filter(kind -> label(kind).equals(label))
                .findFirst()
                .orElseThrow(() -> EntryParser.invalid(
                        "kind",
                        label,
                        String.join(
                                ", ",
                                Stream.of(TokenKind.values())
                                        .map(TokenFields::label)
                                        .toList())));
    }

    /** The name of a kind of token in the file. */
    static String label(TokenKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
