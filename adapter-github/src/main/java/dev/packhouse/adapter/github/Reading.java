package dev.packhouse.adapter.github;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * Turns what GitHub shows into what the rules know.
 *
 * <p>The rules know less than GitHub may show one day, and one odd entry must not cost a client the whole page. What the
 * rules have no word for is given the nearest one that forbids nothing: GitHub judges it, and its text passes through
 * as it is. Only an entry without a number cannot be named at all, and is left out.
 */
final class Reading {

    private final InstantSource clock;

    Reading(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** An account; empty if it has no number, or a login that the rules for logins do not allow. */
    static Optional<Account> account(Item item) {
        return account(item.node(), item);
    }

    private static Optional<Account> account(JsonNode node, Item dates) {
        OptionalLong id = Item.number(node, "id");
        Optional<Login> login = Item.string(node, "login").flatMap(Reading::login);
        if (id.orElse(0) < 1 || login.isEmpty()) {
            return Optional.empty();
        }
        Instant created = dates.instant("created_at").orElse(Instant.EPOCH);
        Instant updated = dates.instant("updated_at").orElse(created);
        AccountId number = new AccountId(id.getAsLong());
        Optional<String> name = Item.string(node, "name");
        return Optional.of(
                node.path("type").asText("").equals("Organization")
                        ? new Organization(
                                number, login.get(), name, Item.string(node, "description"), false, created, updated)
                        : new User(
                                number,
                                login.get(),
                                name,
                                node.path("site_admin").asBoolean(false),
                                created,
                                updated));
    }

    private static Optional<Login> login(String text) {
        try {
            return Optional.of(new Login(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A package; empty if it has no number. A visibility without a word counts as private, which forbids no deletion; a
     * name that breaks the rules of its type is represented by {@code unnamed-ID}.
     */
    static Optional<Package> packaged(Namespace namespace, Item item) {
        if (item.id().isEmpty()) {
            return Optional.empty();
        }
        long id = item.id().getAsLong();
        Instant created = item.instant("created_at").orElse(Instant.EPOCH);
        OptionalLong count = item.number("version_count");
        return Optional.of(new Package(
                new PackageId(id),
                namespace,
                packageName(namespace.type(), item.string("name").orElse(""), id),
                item.string("visibility").flatMap(Visibility::parse).orElse(Visibility.PRIVATE),
                repository(item.node().path("repository"), namespace.owner()),
                false,
                new VersionCounts(
                        count.orElse(-1) >= 0 ? count : OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                created,
                item.instant("updated_at").orElse(created),
                Optional.empty()));
    }

    private static PackageName packageName(PackageType type, String name, long id) {
        try {
            return new PackageName(type, name);
        } catch (IllegalArgumentException e) {
            return new PackageName(type, (type == PackageType.MAVEN ? "unnamed.package-" : "unnamed-") + id);
        }
    }

    /** The linked repository; empty as well if the rules cannot represent it. */
    static Optional<Repository> repository(JsonNode node, Account packageOwner) {
        OptionalLong id = Item.number(node, "id");
        Optional<String> fullName = Item.string(node, "full_name");
        if (id.orElse(0) < 1 || fullName.isEmpty()) {
            return Optional.empty();
        }
        try {
            RepositoryName name = RepositoryName.parse(fullName.get());
            JsonNode owner = node.path("owner");
            Optional<Account> account = packageOwner.login().equals(name.owner())
                    ? Optional.of(packageOwner)
                    : account(owner, new Item(owner, ""));
            return account.map(found -> new Repository(
                    new RepositoryId(id.getAsLong()),
                    found,
                    name,
                    node.path("private").asBoolean(true),
                    Item.string(node, "description"),
                    node.path("fork").asBoolean(false)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The repository of an installation, with its own owner. */
    static Optional<Repository> repository(JsonNode node) {
        JsonNode owner = node.path("owner");
        return account(owner, new Item(owner, "")).flatMap(account -> repository(node, account));
    }

    /**
     * A version; empty if it has no number. A name that breaks the rules of its type is represented by one made of the
     * number; a tag that breaks them is left out. A deleted version that does not say when counts as deleted now, so that
     * GitHub judges its window.
     */
    Optional<PackageVersion> version(PackageType type, State state, Item item) {
        if (item.id().isEmpty()) {
            return Optional.empty();
        }
        long id = item.id().getAsLong();
        Instant created = item.instant("created_at").orElse(Instant.EPOCH);
        Optional<Tombstone> tombstone = state == State.DELETED
                ? Optional.of(Tombstone.at(item.instant("deleted_at").orElseGet(clock::instant)))
                : Optional.empty();
        return Optional.of(new PackageVersion(
                new VersionId(id),
                versionName(type, item.string("name").orElse(""), id),
                tags(item),
                OptionalLong.empty(),
                item.string("license"),
                item.string("description"),
                created,
                item.instant("updated_at").orElse(created),
                tombstone));
    }

    private static VersionName versionName(PackageType type, String name, long id) {
        try {
            return new VersionName(type, name);
        } catch (IllegalArgumentException e) {
            return new VersionName(
                    type,
                    type == PackageType.CONTAINER ? "sha256:%064d".formatted(id) : "0.0.0-unnamed.%d".formatted(id));
        }
    }

    /** Whether a version has any tag at all, those included that break the rules. */
    static boolean tagged(Item version) {
        return rawTags(version).size() > 0;
    }

    static List<Tag> tags(Item item) {
        List<Tag> tags = new ArrayList<>();
        rawTags(item).forEach(tag -> tag(tag.asText("")).ifPresent(tags::add));
        return tags;
    }

    private static Optional<Tag> tag(String text) {
        try {
            return Optional.of(new Tag(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the text of the version keeps it
        }
    }

    private static JsonNode rawTags(Item item) {
        JsonNode metadata = item.node().path("metadata");
        JsonNode container = metadata.path("container").path("tags");
        if (container.isArray()) {
            return container;
        }
        JsonNode docker = metadata.path("docker");
        return docker.path("tag").isArray() ? docker.path("tag") : docker.path("tags");
    }

    /** The type that an entry says it has; another one if it says none that exists. */
    static PackageType type(Item item, PackageType otherwise) {
        return item.string("package_type").flatMap(PackageType::parse).orElse(otherwise);
    }
}
