package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.Located;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.DirectoryPolicy;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Encodes repositories in their long form. Fields of GitHub for which this server has no data are null, false or zero. */
public final class RepositoryPayloads {

    /** The default branch of a new repository. GitHub's schema allows no null here. */
    private static final String DEFAULT_BRANCH = "main";

    /** The host of a URL, which may have a port and a path. */
    private static final Pattern HOST = Pattern.compile("^[^/]*//(.*?)(:\\d+)?(/.*)?$");

    private RepositoryPayloads() {}

    /**
     * A list of repositories.
     *
     * @param withPermissions whether to show what the caller may do, which GitHub does for callers with a token
     */
    public static Json all(List<Located<Repository>> page, boolean withPermissions, PublicUrl base) {
        return json -> {
            json.writeStartArray();
            for (Located<Repository> found : page) {
                json.writeStartObject();
                writeFields(json, found, withPermissions, base);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    /** One repository in its fullest form. */
    public static Json one(Located<Repository> found, boolean withPermissions, PublicUrl base) {
        return json -> {
            json.writeStartObject();
            writeFields(json, found, withPermissions, base);
            if (found.subject().owner() instanceof Organization) {
                json.writeObjectFieldStart("organization");
                SimpleUser.writeFields(json, found.subject().owner(), base, "public");
                json.writeEndObject();
            }
            json.writeNumberField("network_count", 0);
            json.writeNumberField("subscribers_count", 0);
            json.writeEndObject();
        };
    }

    private static void writeFields(
            JsonGenerator json, Located<Repository> found, boolean withPermissions, PublicUrl base) throws IOException {
        writeFields(json, found.subject(), base);
        if (withPermissions && found.affiliation() instanceof Affiliation.Known known) {
            Role role = DirectoryPolicy.roleOn(known);
            json.writeObjectFieldStart("permissions");
            json.writeBooleanField("admin", role.includes(Role.ADMIN));
            json.writeBooleanField("maintain", role.includes(Role.ADMIN));
            json.writeBooleanField("push", role.includes(Role.WRITE));
            json.writeBooleanField("triage", role.includes(Role.WRITE));
            json.writeBooleanField("pull", role.includes(Role.READ));
            json.writeEndObject();
        }
    }

    /**
     * The repositories of an installation.
     *
     * @param totalCount the number of repositories on all pages
     * @param page the repositories on this page
     */
    public static Json ofInstallation(int totalCount, List<Repository> page, PublicUrl base) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("total_count", totalCount);
            json.writeArrayFieldStart("repositories");
            for (Repository repository : page) {
                json.writeStartObject();
                writeFields(json, repository, base);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void writeFields(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        String path = PackageUrls.path(repository.name());
        String web = base.web() + "/" + path;
        String host = HOST.matcher(base.web()).replaceFirst("$1");
        MinimalRepository.writeFields(json, repository, base);
        json.writeNullField("created_at");
        json.writeNullField("updated_at");
        json.writeNullField("pushed_at");
        json.writeStringField("git_url", "git://" + host + "/" + path + ".git");
        json.writeStringField("ssh_url", "git@" + host + ":" + path + ".git");
        json.writeStringField("clone_url", web + ".git");
        json.writeStringField("svn_url", web);
        json.writeNullField("homepage");
        json.writeNumberField("size", 0);
        json.writeNumberField("stargazers_count", 0);
        json.writeNumberField("watchers_count", 0);
        json.writeNullField("language");
        json.writeBooleanField("has_issues", false);
        json.writeBooleanField("has_projects", false);
        json.writeBooleanField("has_downloads", false);
        json.writeBooleanField("has_wiki", false);
        json.writeBooleanField("has_pages", false);
        json.writeNumberField("forks_count", 0);
        json.writeNullField("mirror_url");
        json.writeBooleanField("archived", false);
        json.writeBooleanField("disabled", false);
        json.writeNumberField("open_issues_count", 0);
        json.writeNullField("license");
        json.writeStringField("visibility", repository.privateRepository() ? "private" : "public");
        json.writeNumberField("forks", 0);
        json.writeNumberField("open_issues", 0);
        json.writeNumberField("watchers", 0);
        json.writeStringField("default_branch", DEFAULT_BRANCH);
    }
}
