package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.FieldReader.Located;
import dev.packhouse.adapter.http.document.Node;
import dev.packhouse.adapter.http.document.Node.Entry;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Node.Scalar;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Parses each kind of entry from its mapping. The result is empty for an entry without a valid name. Any other mistake
 * is reported as a problem, and the entry is returned without the field, so that references to the entry stay valid.
 */
final class EntryParser {

    /** Replaces a value that was read already. */
    static final Node NOTHING = new Scalar(0, JsonToken.VALUE_NULL, "");

    private final Instant now;
    private final Problems<Problem> problems;

    EntryParser(Instant now, Problems<Problem> problems) {
        this.now = now;
        this.problems = problems;
    }

    /** An entry of the state with its lines. */
    record Parsed<T>(T entry, EntryLines lines) {}

    Optional<Parsed<UserEntry>> user(Mapping mapping) {
        FieldReader fields = new FieldReader(mapping, problems);
        Optional<Login> login = fields.required("login", Login::new);
        OptionalLong id = fields.number("id");
        Optional<String> name = fields.text("name");
        boolean siteAdmin = fields.flag("site_admin", false);
        Instant createdAt = fields.date("created_at").orElse(now);
        Instant updatedAt = fields.date("updated_at").orElse(createdAt);
        fields.refuseOthers();
        return login.map(value -> new Parsed<>(
                new UserEntry(id, value, name, siteAdmin, createdAt, updatedAt), EntryLines.of("users", mapping)));
    }

    Optional<Parsed<OrganizationEntry>> organization(Mapping mapping) {
        FieldReader fields = new FieldReader(mapping, problems);
        Optional<Login> login = fields.required("login", Login::new);
        OptionalLong id = fields.number("id");
        Optional<String> name = fields.text("name");
        Optional<String> description = fields.text("description");
        List<Located<Login>> owners = fields.located("owners", Login::new);
        List<Located<Login>> members = fields.located("members", Login::new);
        boolean samlSso = fields.flag("saml_sso", false);
        Instant createdAt = fields.date("created_at").orElse(now);
        Instant updatedAt = fields.date("updated_at").orElse(createdAt);
        fields.refuseOthers();
        return login.map(value -> new Parsed<>(
                new OrganizationEntry(
                        id, value, name, description, samlSso, values(owners), values(members), createdAt, updatedAt),
                EntryLines.of(
                        "organizations",
                        mapping,
                        Map.of("owners", lines(owners), "members", lines(members)),
                        List.of())));
    }

    Optional<Parsed<RepositoryEntry>> repository(Mapping mapping) {
        FieldReader fields = new FieldReader(mapping, problems);
        Optional<RepositoryName> fullName = fields.required("full_name", RepositoryName::parse);
        OptionalLong id = fields.number("id");
        boolean privateRepository = fields.flag("private", true);
        Optional<String> description = fields.text("description");
        boolean fork = fields.flag("fork", false);
        Map<Login, Located<Role>> roles =
                roles(fields, fields.map("roles", EntryParser::role), key -> true, Login::new);
        fields.refuseOthers();
        return fullName.map(value -> new Parsed<>(
                new RepositoryEntry(id, value, privateRepository, description, fork, values(roles)),
                EntryLines.of("repositories", mapping, Map.of("roles", lines(roles.values())), List.of())));
    }

    Optional<Parsed<PackageEntry>> aPackage(Mapping mapping, List<Parsed<VersionEntry>> versions) {
        FieldReader fields = new FieldReader(mapping, problems);
        Optional<Login> owner = fields.required("owner", Login::new);
        Optional<PackageType> type = fields.required("package_type", EntryParser::type);
        Optional<PackageName> name = type.isPresent()
                ? fields.required("name", text -> new PackageName(type.get(), text))
                : fields.required("name", text -> Optional.<PackageName>empty()).flatMap(Function.identity());
        OptionalLong id = fields.number("id");
        Visibility visibility =
                fields.optional("visibility", EntryParser::visibility).orElse(Visibility.PRIVATE);
        Optional<RepositoryName> repository = fields.optional("repository", RepositoryName::parse);
        boolean inheritsAccess = fields.flag("inherit_access", repository.isPresent());
        Map<String, Located<Role>> allRoles = fields.map("roles", EntryParser::role);
        Map<Login, Located<Role>> roles = roles(fields, allRoles, key -> !key.contains("/"), Login::new);
        Map<RepositoryName, Located<Role>> workflowRoles =
                roles(fields, allRoles, key -> key.contains("/"), RepositoryName::parse);
        boolean conflict = fields.flag("docker_migration_conflict", false);
        Instant createdAt = fields.date("created_at").orElse(now);
        Instant updatedAt = fields.date("updated_at").orElse(createdAt);
        Optional<Instant> deletedAt = fields.date("deleted_at");
        fields.known("versions");
        fields.refuseOthers();
        List<Located<Role>> inOrder = Stream.concat(roles.values().stream(), workflowRoles.values().stream())
                .toList();
        EntryLines lines = EntryLines.of(
                "packages",
                mapping,
                Map.of("roles", lines(inOrder)),
                versions.stream().map(Parsed::lines).toList());
        return owner.flatMap(login -> name.map(value -> new Parsed<>(
                new PackageEntry(
                        id,
                        login,
                        value,
                        visibility,
                        repository,
                        inheritsAccess,
                        values(roles),
                        values(workflowRoles),
                        conflict,
                        createdAt,
                        updatedAt,
                        deletedAt,
                        versions.stream().map(Parsed::entry).toList()),
                lines)));
    }

    Optional<Parsed<VersionEntry>> version(Mapping mapping, Optional<PackageType> type) {
        FieldReader fields = new FieldReader(mapping, problems);
        OptionalLong id = fields.number("id");
        Optional<VersionName> name = type.isPresent()
                ? fields.required("name", text -> new VersionName(type.get(), text))
                : fields.required("name", text -> Optional.<VersionName>empty()).flatMap(Function.identity());
        List<Tag> tags = fields.list("tags", Tag::new);
        OptionalLong downloads = fields.notNegative("downloads");
        Optional<String> license = fields.text("license");
        Optional<String> description = fields.text("description");
        Instant createdAt = fields.date("created_at").orElse(now);
        Instant updatedAt = fields.date("updated_at").orElse(createdAt);
        Optional<Instant> deletedAt = fields.date("deleted_at");
        Optional<Manifest> manifest =
                fields.mapping("manifest").flatMap(of -> new ManifestFields(of, problems).manifest());
        fields.refuseOthers();
        return name.map(value -> new Parsed<>(
                new VersionEntry(
                        id, value, tags, downloads, license, description, createdAt, updatedAt, deletedAt, manifest),
                EntryLines.of("versions", mapping)));
    }

    Optional<Parsed<TokenEntry>> token(Mapping mapping) {
        return new TokenFields(new FieldReader(mapping, problems))
                .entry()
                .map(entry -> new Parsed<>(entry, EntryLines.of("tokens", mapping)));
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }

    private static <K> Map<K, Role> values(Map<K, Located<Role>> located) {
        Map<K, Role> values = new LinkedHashMap<>();
        located.forEach((key, role) -> values.put(key, role.value()));
        return values;
    }

    private static int[] lines(Collection<? extends Located<?>> located) {
        return located.stream().mapToInt(Located::line).toArray();
    }

    /** Parses the holders of those roles whose keys match. */
    private static <K> Map<K, Located<Role>> roles(
            FieldReader fields, Map<String, Located<Role>> all, Predicate<String> keys, Function<String, K> parse) {
        Map<K, Located<Role>> roles = new LinkedHashMap<>();
        all.forEach((key, role) -> {
            if (!keys.test(key)) {
                return;
            }
            try {
                if (roles.putIfAbsent(parse.apply(key), role) != null) {
                    fields.problem(role.line(), "'%s' has two roles".formatted(key));
                }
            } catch (IllegalArgumentException e) {
                fields.problem(role.line(), e.getMessage());
            }
        });
        return roles;
    }

    /** The type of a package, if it is among the fields that were read so far. */
    static Optional<PackageType> type(Map<String, Entry> values) {
        Entry entry = values.get("package_type");
        return entry != null && entry.value() instanceof Scalar scalar
                ? PackageType.parse(scalar.text())
                : Optional.empty();
    }

    private static PackageType type(String label) {
        return PackageType.parse(label)
                .orElseThrow(() -> invalid("package type", label, "npm, maven, rubygems, docker, nuget or container"));
    }

    private static Visibility visibility(String label) {
        return Visibility.parse(label).orElseThrow(() -> invalid("visibility", label, "public, private or internal"));
    }

    private static Role role(String label) {
        return Role.parse(label)
                .filter(role -> role != Role.NONE)
                .orElseThrow(() -> invalid("role", label, "read, write or admin"));
    }

    static IllegalArgumentException invalid(String what, String text, String expected) {
        return new IllegalArgumentException("Invalid %s '%s': expected %s".formatted(what, text, expected));
    }
}
