package dev.packhouse.adapter.github;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads entries of GitHub's responses into objects of the domain.
 *
 * <p>An entry with an unexpected value does not fail the whole page. An unknown value becomes the nearest value of the
 * domain that forbids nothing, so that GitHub decides, and the client receives the text of the entry unchanged. Only an
 * entry without an id, or without a name that can be read, is omitted. Safe for many threads.
 */
final class EntryReader {

    private final InstantSource clock;

    EntryReader(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Returns an account; empty if it has no id, or a login that cannot be part of a path. */
    static Optional<Account> account(JsonEntry entry) {
        return account(entry.node(), entry);
    }

    private static Optional<Account> account(JsonNode node, JsonEntry dates) {
        OptionalLong id = JsonEntry.number(node, "id");
        Optional<Login> login = JsonEntry.string(node, "login").flatMap(text -> parsed(Login::new, text));
        if (id.orElse(0) < 1 || login.isEmpty()) {
            return Optional.empty();
        }
        Instant created = dates.instant("created_at").orElse(Instant.EPOCH);
        Instant updated = dates.instant("updated_at").orElse(created);
        AccountId number = new AccountId(id.getAsLong());
        Optional<String> name = JsonEntry.string(node, "name");
        return Optional.of(
                node.path("type").asText("").equals("Organization")
                        ? new Organization(
                                number,
                                login.get(),
                                name,
                                JsonEntry.string(node, "description").or(() -> JsonEntry.string(node, "bio")),
                                false,
                                created,
                                updated)
                        : new User(
                                number,
                                login.get(),
                                name,
                                node.path("site_admin").asBoolean(false),
                                created,
                                updated));
    }

    /** Parses a text; empty if it is not valid. */
    private static <T> Optional<T> parsed(Function<String, T> parse, String text) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a package; empty if it has no id, or no name that can be part of a path. An unknown visibility becomes
     * private, which forbids no deletion.
     */
    static Optional<Package> packageEntry(Namespace namespace, JsonEntry entry) {
        return name(namespace, entry).flatMap(name -> packageNamed(namespace, name, entry));
    }

    /** Returns a package that was requested by its name, with that name if its own differs; empty if it has no id. */
    static Optional<Package> packageEntry(Namespace namespace, PackageName requested, JsonEntry entry) {
        return packageNamed(
                namespace, name(namespace, entry).filter(requested::equals).orElse(requested), entry);
    }

    private static Optional<PackageName> name(Namespace namespace, JsonEntry entry) {
        return entry.string("name").flatMap(text -> parsed(name -> new PackageName(namespace.type(), name), text));
    }

    private static Optional<Package> packageNamed(Namespace namespace, PackageName name, JsonEntry entry) {
        if (entry.id().isEmpty()) {
            return Optional.empty();
        }
        Instant created = entry.instant("created_at").orElse(Instant.EPOCH);
        OptionalLong count = entry.number("version_count");
        return Optional.of(new Package(
                new PackageId(entry.id().getAsLong()),
                namespace,
                name,
                entry.string("visibility").flatMap(Visibility::parse).orElse(Visibility.PRIVATE),
                repository(entry.node().path("repository"), namespace.owner()),
                false,
                new VersionCounts(
                        count.orElse(-1) >= 0 ? count : OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                created,
                entry.instant("updated_at").orElse(created),
                Optional.empty()));
    }

    /** Returns the linked repository; empty if there is none, or if it cannot be read. */
    static Optional<Repository> repository(JsonNode node, Account packageOwner) {
        OptionalLong id = JsonEntry.number(node, "id");
        Optional<String> fullName = JsonEntry.string(node, "full_name");
        if (id.orElse(0) < 1 || fullName.isEmpty()) {
            return Optional.empty();
        }
        try {
            RepositoryName name = RepositoryName.parse(fullName.get());
            JsonNode owner = node.path("owner");
            Optional<Account> account = packageOwner.login().equals(name.owner())
                    ? Optional.of(packageOwner)
                    : account(owner, new JsonEntry(owner, ""));
            return account.map(found -> new Repository(
                    new RepositoryId(id.getAsLong()),
                    found,
                    name,
                    node.path("private").asBoolean(true),
                    JsonEntry.string(node, "description"),
                    node.path("fork").asBoolean(false)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the repository of an installation, with its own owner. */
    static Optional<Repository> repository(JsonNode node) {
        JsonNode owner = node.path("owner");
        return account(owner, new JsonEntry(owner, "")).flatMap(account -> repository(node, account));
    }

    /**
     * Returns a version; empty if it has no id, or no name that can be read. An invalid tag is omitted. A deleted
     * version without a date counts as deleted now, so that GitHub decides whether it can be restored.
     */
    Optional<PackageVersion> version(Package parent, State state, JsonEntry entry) {
        Optional<VersionName> name = entry.string("name")
                .flatMap(text ->
                        parsed(value -> new VersionName(parent.namespace().type(), value), text));
        if (entry.id().isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Instant created = entry.instant("created_at").orElse(Instant.EPOCH);
        Optional<Tombstone> tombstone = state == State.DELETED
                ? Optional.of(Tombstone.at(entry.instant("deleted_at").orElseGet(clock::instant)))
                : Optional.empty();
        return Optional.of(new PackageVersion(
                new VersionId(entry.id().getAsLong()),
                parent.id(),
                name.get(),
                tags(entry),
                OptionalLong.empty(),
                entry.string("license"),
                entry.string("description"),
                created,
                entry.instant("updated_at").orElse(created),
                tombstone));
    }

    /** Returns whether a version has any tags. Invalid tags count. */
    static boolean tagged(JsonEntry version) {
        return rawTags(version).size() > 0;
    }

    /** Returns the valid tags of a version. */
    static List<Tag> tags(JsonEntry entry) {
        List<Tag> tags = new ArrayList<>();
        rawTags(entry).forEach(tag -> parsed(Tag::new, tag.asText("")).ifPresent(tags::add));
        return tags;
    }

    /**
     * Reports which of the id, the name and the linked repository of a package cannot be read, each with the reason.
     */
    static List<String> unreadablePackage(Namespace namespace, JsonEntry entry) {
        List<String> unreadable = unreadable("package", entry, text -> new PackageName(namespace.type(), text));
        JsonNode linked = entry.node().path("repository");
        if (linked.isObject() && repository(linked, namespace.owner()).isEmpty()) {
            unreadable.add("%s: its repository '%s' has no id, no owner or no valid name"
                    .formatted(label("package", entry), linked.path("full_name").asText("")));
        }
        return unreadable;
    }

    /** Reports which of the id, the name and the tags of a version cannot be read, each with the reason. */
    static List<String> unreadableVersion(PackageType type, JsonEntry entry) {
        List<String> unreadable = unreadable("version", entry, text -> new VersionName(type, text));
        rawTags(entry)
                .forEach(tag -> problem(Tag::new, tag.asText(""))
                        .ifPresent(problem -> unreadable.add(label("version", entry) + ": " + problem)));
        return unreadable;
    }

    private static List<String> unreadable(String kind, JsonEntry entry, Consumer<String> parse) {
        List<String> unreadable = new ArrayList<>();
        if (entry.id().isEmpty()) {
            unreadable.add("a %s named '%s' has no id"
                    .formatted(kind, entry.string("name").orElse("")));
        }
        problem(parse, entry.string("name").orElse(""))
                .ifPresent(problem -> unreadable.add(label(kind, entry) + ": " + problem));
        return unreadable;
    }

    private static String label(String kind, JsonEntry entry) {
        return entry.id().isPresent() ? kind + " " + entry.id().getAsLong() : "a %s without id".formatted(kind);
    }

    /** Returns why a text cannot be parsed; empty if it can. */
    private static Optional<String> problem(Consumer<String> parse, String text) {
        try {
            parse.accept(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static JsonNode rawTags(JsonEntry entry) {
        JsonNode metadata = entry.node().path("metadata");
        JsonNode container = metadata.path("container").path("tags");
        if (container.isArray()) {
            return container;
        }
        JsonNode docker = metadata.path("docker");
        return docker.path("tag").isArray() ? docker.path("tag") : docker.path("tags");
    }

    /** Returns the package type of an entry; the default if it has none that exists. */
    static PackageType type(JsonEntry entry, PackageType defaultType) {
        return entry.string("package_type").flatMap(PackageType::parse).orElse(defaultType);
    }
}
