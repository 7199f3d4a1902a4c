package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.lifecycle.Repository;
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
                write(json, repository, base);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        String path = PackageUrls.path(repository.name());
        String web = base.web() + "/" + path;
        String host = HOST.matcher(base.web()).replaceFirst("$1");
        json.writeStartObject();
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
        json.writeEndObject();
    }
}
