package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.lifecycle.Repository;
import java.io.IOException;
import java.util.List;

/** The short form of a repository inside packages: 46 fields, 36 of them URLs that start with {@code url}. */
final class MinimalRepository {

    /** The fields that follow {@code url}, each with the suffix that it appends to that URL. */
    private static final List<Below> BELOW = List.of(
            new Below("forks_url", "/forks"),
            new Below("keys_url", "/keys{/key_id}"),
            new Below("collaborators_url", "/collaborators{/collaborator}"),
            new Below("teams_url", "/teams"),
            new Below("hooks_url", "/hooks"),
            new Below("issue_events_url", "/issues/events{/number}"),
            new Below("events_url", "/events"),
            new Below("assignees_url", "/assignees{/user}"),
            new Below("branches_url", "/branches{/branch}"),
            new Below("tags_url", "/tags"),
            new Below("blobs_url", "/git/blobs{/sha}"),
            new Below("git_tags_url", "/git/tags{/sha}"),
            new Below("git_refs_url", "/git/refs{/sha}"),
            new Below("trees_url", "/git/trees{/sha}"),
            new Below("statuses_url", "/statuses/{sha}"),
            new Below("languages_url", "/languages"),
            new Below("stargazers_url", "/stargazers"),
            new Below("contributors_url", "/contributors"),
            new Below("subscribers_url", "/subscribers"),
            new Below("subscription_url", "/subscription"),
            new Below("commits_url", "/commits{/sha}"),
            new Below("git_commits_url", "/git/commits{/sha}"),
            new Below("comments_url", "/comments{/number}"),
            new Below("issue_comment_url", "/issues/comments{/number}"),
            new Below("contents_url", "/contents/{+path}"),
            new Below("compare_url", "/compare/{base}...{head}"),
            new Below("merges_url", "/merges"),
            new Below("archive_url", "/{archive_format}{/ref}"),
            new Below("downloads_url", "/downloads"),
            new Below("issues_url", "/issues{/number}"),
            new Below("pulls_url", "/pulls{/number}"),
            new Below("milestones_url", "/milestones{/number}"),
            new Below("notifications_url", "/notifications{?since,all,participating}"),
            new Below("labels_url", "/labels{/name}"),
            new Below("releases_url", "/releases{/id}"),
            new Below("deployments_url", "/deployments"));

    private MinimalRepository() {}

    private record Below(String name, String path) {}

    static void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        json.writeStartObject();
        writeFields(json, repository, base);
        json.writeEndObject();
    }

    /** Writes the fields without the object around them. */
    static void writeFields(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        String fullName = repository.name().toString();
        String path = PackageUrls.path(repository.name());
        String url = base.api() + "/repos/" + path;
        json.writeNumberField("id", repository.id().value());
        json.writeStringField("node_id", NodeId.of("Repository", repository.id().value()));
        json.writeStringField("name", repository.name().name());
        json.writeStringField("full_name", fullName);
        json.writeBooleanField("private", repository.privateRepository());
        json.writeObjectFieldStart("owner");
        SimpleUser.writeFields(json, repository.owner(), base, "public");
        json.writeEndObject();
        json.writeStringField("html_url", base.web() + "/" + path);
        FieldNames.textOrNull(json, "description", repository.description());
        json.writeBooleanField("fork", repository.fork());
        json.writeStringField("url", url);
        for (Below below : BELOW) {
            json.writeStringField(below.name, url + below.path);
        }
    }
}
