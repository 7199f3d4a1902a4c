package dev.packhouse.adapter.github;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.github.FakeGitHubState.Account;
import dev.packhouse.adapter.github.FakeGitHubState.Packaged;
import dev.packhouse.adapter.github.FakeGitHubState.Version;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The recorded shapes of GitHub's responses, with their order of keys, and with an unknown field. */
public final class FakeJson {

    static final JsonMapper MAPPER = new JsonMapper();

    private final FakeGitHubState world;
    private final String base;

    FakeJson(FakeGitHubState world, String base) {
        this.world = world;
        this.base = base;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private static String segment(String text) {
        return UrlEscapers.urlPathSegmentEscaper().escape(text);
    }

    private static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ObjectNode user(Account account) {
        ObjectNode node = simple(account);
        account.name().ifPresentOrElse(name -> node.put("name", name), () -> node.putNull("name"));
        account.description().ifPresentOrElse(text -> node.put("bio", text), () -> node.putNull("bio"));
        node.put("public_repos", 2);
        return node.put("created_at", instant(account.createdAt())).put("updated_at", instant(account.updatedAt()));
    }

    ObjectNode organization(Account account) {
        ObjectNode node = object().put("login", account.login())
                .put("id", account.id())
                .put("node_id", "O_" + account.id())
                .put("url", base + "/orgs/" + account.login());
        account.description().ifPresentOrElse(text -> node.put("description", text), () -> node.putNull("description"));
        account.name().ifPresent(name -> node.put("name", name));
        return node.put("created_at", instant(account.createdAt()))
                .put("updated_at", instant(account.updatedAt()))
                .put("type", "Organization");
    }

    private ObjectNode simple(Account account) {
        return object().put("login", account.login())
                .put("id", account.id())
                .put("node_id", "U_" + account.id())
                .put("url", base + "/users/" + account.login())
                .put("html_url", "https://github.com/" + account.login())
                .put("type", account.organization() ? "Organization" : "User")
                .put("user_view_type", "public")
                .put("site_admin", false);
    }

    ObjectNode repository(RepositoryEntry repository) {
        ObjectNode node = object().put("id", repository.id().orElseThrow())
                .put("node_id", "R_" + repository.id().orElseThrow())
                .put("name", repository.fullName().name())
                .put("full_name", repository.fullName().toString())
                .put("private", repository.privateRepository());
        node.set(
                "owner",
                simple(world.accounts.get(
                        FakeGitHubState.key(repository.fullName().owner().value()))));
        node.put("html_url", "https://github.com/" + repository.fullName());
        repository
                .description()
                .ifPresentOrElse(text -> node.put("description", text), () -> node.putNull("description"));
        return node.put("fork", repository.fork()).put("url", base + "/repos/" + repository.fullName());
    }

    private String path(Packaged p) {
        Account owner = world.accounts.get(p.owner);
        return "/%s/%s/packages/%s/%s"
                .formatted(owner.organization() ? "orgs" : "users", owner.login(), p.type, segment(p.name));
    }

    /** Returns a package. The recorded lists omit the number of versions, the documented lists have it. */
    ObjectNode packaged(Packaged p, boolean counted) {
        ObjectNode node = object().put("id", p.id).put("name", p.name).put("package_type", p.type);
        if (world.ghosts) {
            p.deletedAt.ifPresent(at -> node.put("deleted_at", instant(at)));
        }
        node.set("owner", simple(world.accounts.get(p.owner)));
        if (counted) {
            node.put(
                    "version_count",
                    p.madeUp.isPresent() ? p.madeUpActive : p.active().size());
        }
        node.put("visibility", p.visibility)
                .put("url", base + path(p))
                .put("created_at", instant(p.createdAt))
                .put("updated_at", instant(p.updatedAt));
        p.repository.ifPresent(repository -> node.set("repository", repository(repository)));
        return node.put("html_url", "https://github.com" + path(p)).put("unknown_field", "\u00fcber/\u2028");
    }

    ObjectNode version(Packaged p, Version v) {
        ObjectNode node = object().put("id", v.id)
                .put("name", v.name)
                .put("url", base + path(p) + "/versions/" + v.id)
                .put("package_html_url", "https://github.com" + path(p));
        v.license.ifPresent(license -> node.put("license", license));
        node.put("created_at", instant(v.createdAt)).put("updated_at", instant(v.updatedAt));
        v.deletedAt.ifPresent(at -> node.put("deleted_at", instant(at)));
        v.description.ifPresent(description -> node.put("description", description));
        node.put("html_url", "https://github.com" + path(p) + "/" + v.id);
        ObjectNode metadata = node.putObject("metadata").put("package_type", p.type);
        if (p.type.equals("container")) {
            tags(metadata.putObject("container").putArray("tags"), v);
        } else if (p.type.equals("docker")) {
            tags(metadata.putObject("docker").putArray("tag"), v);
        }
        return node;
    }

    private static void tags(ArrayNode array, Version v) {
        v.tags.forEach(array::add);
    }
}
