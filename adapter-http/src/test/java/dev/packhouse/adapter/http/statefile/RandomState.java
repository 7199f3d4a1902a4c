package dev.packhouse.adapter.http.statefile;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Generates valid states with all kinds of values. The same seed generates the same states. */
final class RandomState {

    private static final List<String> AWKWARD = List.of(
            "plain",
            "true",
            "null",
            "~",
            "1.10",
            "0x1F",
            "1_000",
            "2020-05-19",
            " leading and trailing ",
            "# no comment",
            "key: value",
            "- item",
            "a 'single' and a \"double\" quote",
            "back\\slash",
            "two\nlines\n",
            "tab\tand\rreturn",
            "\u0001\u0085\u2028\uFEFF",
            "日本語 ışğİ \uD83D\uDC19",
            "*alias",
            "&anchor",
            "{flow: [x]}",
            "%directive",
            "long ".repeat(100));

    private static final List<String> IMAGES =
            List.of(Kind.IMAGE.defaultMediaType(), "application/vnd.docker.distribution.manifest.v2+json");
    private static final List<String> INDEXES =
            List.of(Kind.INDEX.defaultMediaType(), "application/vnd.docker.distribution.manifest.list.v2+json");

    private final Random random;
    private long lastId;

    RandomState(long seed) {
        random = new Random(seed);
    }

    RegistryState next() {
        List<UserEntry> users = many(
                1,
                6,
                i -> new UserEntry(
                        id(),
                        new Login(name("user-" + i)),
                        maybe(this::text),
                        random.nextBoolean(),
                        instant(),
                        instant()));
        List<Login> logins = users.stream().map(UserEntry::login).toList();
        List<OrganizationEntry> organizations = many(1, 3, i -> organization(i, logins));
        List<Login> owners = many(
                1,
                5,
                i -> random.nextBoolean() ? any(logins) : any(organizations).login());
        List<RepositoryEntry> repositories = many(
                1,
                5,
                i -> new RepositoryEntry(
                        id(),
                        new RepositoryName(any(owners), "repo." + i),
                        random.nextBoolean(),
                        maybe(this::text),
                        random.nextBoolean(),
                        roles(logins)));
        List<PackageEntry> packages = many(0, 12, i -> aPackage(i, any(owners), logins, repositories));
        List<TokenEntry> tokens = many(0, 8, i -> token(i, logins, organizations, repositories));
        return new RegistryState(users, organizations, repositories, packages, tokens);
    }

    private OrganizationEntry organization(int index, List<Login> logins) {
        int split = random.nextInt(logins.size() + 1);
        return new OrganizationEntry(
                id(),
                new Login(name("org-" + index)),
                maybe(this::text),
                maybe(this::text),
                random.nextBoolean(),
                logins.subList(0, split),
                logins.subList(split, logins.size()),
                instant(),
                instant());
    }

    private PackageEntry aPackage(int index, Login owner, List<Login> logins, List<RepositoryEntry> repositories) {
        PackageType type = any(List.of(PackageType.values()));
        List<RepositoryName> own = repositories.stream()
                .map(RepositoryEntry::fullName)
                .filter(name -> name.owner().equals(owner))
                .toList();
        Map<RepositoryName, Role> workflows =
                random.nextBoolean() ? Map.of() : Map.of(any(repositories).fullName(), role());
        return new PackageEntry(
                id(),
                owner,
                new PackageName(type, name("p" + index)),
                any(List.of(Visibility.values())),
                own.isEmpty() ? Optional.empty() : maybe(() -> any(own)),
                random.nextBoolean(),
                roles(logins),
                workflows,
                random.nextBoolean(),
                instant(),
                instant(),
                maybe(this::instant),
                many(0, 6, i -> version(type, i)));
    }

    private VersionEntry version(PackageType type, int index) {
        boolean image = type == PackageType.CONTAINER || type == PackageType.DOCKER;
        String name = image ? digest() : name(index + ".0.10");
        return new VersionEntry(
                id(),
                new VersionName(type, name),
                image ? many(0, 2, i -> new Tag("t" + index + "." + i)) : List.of(),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(Long.MAX_VALUE)),
                maybe(this::text),
                maybe(this::text),
                instant(),
                instant(),
                maybe(this::instant),
                image ? maybe(this::manifest) : Optional.empty());
    }

    private Manifest manifest() {
        Kind kind = random.nextBoolean() ? Kind.INDEX : any(List.of(Kind.values()));
        return new Manifest(
                kind,
                any(kind == Kind.INDEX ? INDEXES : IMAGES),
                maybe(this::text),
                kind == Kind.INDEX ? many(0, 12, i -> child()) : List.of(),
                maybe(() -> new Digest(digest())),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(Long.MAX_VALUE)));
    }

    private Child child() {
        return new Child(
                new Digest(digest()),
                maybe(() -> any(random.nextBoolean() ? IMAGES : INDEXES)),
                random.nextBoolean() ? Optional.empty() : Optional.of(any(List.of("linux/arm64", text(), ""))));
    }

    private String digest() {
        return "sha256:%064x".formatted(random.nextLong(Long.MAX_VALUE));
    }

    private TokenEntry token(
            int index, List<Login> logins, List<OrganizationEntry> organizations, List<RepositoryEntry> repositories) {
        TokenKind kind = any(List.of(TokenKind.values()));
        TokenHolder holder = kind == TokenKind.INSTALLATION
                ? new WorkflowHolder(any(repositories).fullName(), any(List.of(Role.NONE, Role.READ, Role.WRITE)))
                : new UserHolder(any(logins));
        return new TokenEntry(
                TokenHash.of("token" + index + random.nextLong()),
                kind,
                holder,
                new Scopes(new HashSet<>(many(0, 4, i -> any(List.of(Scope.values()))))),
                random.nextBoolean() ? Set.of() : Set.of(any(organizations).login()),
                maybe(this::instant));
    }

    private Map<Login, Role> roles(List<Login> logins) {
        return random.nextBoolean() ? Map.of() : Map.of(any(logins), role());
    }

    private Role role() {
        return any(List.of(Role.READ, Role.WRITE, Role.ADMIN));
    }

    private OptionalLong id() {
        return random.nextInt(4) == 0 ? OptionalLong.empty() : OptionalLong.of(++lastId);
    }

    private String text() {
        return any(AWKWARD);
    }

    /** A unique name that often needs quotes. */
    private String name(String unique) {
        return random.nextBoolean()
                ? unique
                : any(List.of("-", "${x}", " ", "# ", "*", "&", "%", "'", "\"", "\\", "[1] ", "- ", "? ", "日本 "))
                        + unique;
    }

    private Instant instant() {
        Instant seconds = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
        return random.nextInt(4) == 0 ? seconds.plusNanos(random.nextInt(1_000_000_000)) : seconds;
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> List<T> many(int least, int most, IntFunction<T> make) {
        return IntStream.range(0, least + random.nextInt(most - least + 1))
                .mapToObj(make)
                .toList();
    }
}
