package dev.packhouse.adapter.http.payload;

import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import java.util.List;

/** Encodes the response at the root of the API: the URL templates of GitHub's API. */
public final class ApiIndex {

    private static final String PAGES = "page,per_page,sort,order}";

    private static final List<Entry> ENTRIES = List.of(
            new Entry("current_user_url", "/user"),
            new Entry(
                    "current_user_authorizations_html_url", "/settings/connections/applications{/client_id}", Root.WEB),
            new Entry("authorizations_url", "/authorizations", Root.API_UNTIL_2022),
            new Entry("code_search_url", "/search/code?q={query}{&" + PAGES),
            new Entry("commit_search_url", "/search/commits?q={query}{&" + PAGES),
            new Entry("emails_url", "/user/emails"),
            new Entry("emojis_url", "/emojis"),
            new Entry("events_url", "/events"),
            new Entry("feeds_url", "/feeds"),
            new Entry("followers_url", "/user/followers"),
            new Entry("following_url", "/user/following{/target}"),
            new Entry("gists_url", "/gists{/gist_id}"),
            new Entry("hub_url", "/hub", Root.API_UNTIL_2022),
            new Entry("issue_search_url", "/search/issues?q={query}{&" + PAGES),
            new Entry("issues_url", "/issues"),
            new Entry("keys_url", "/user/keys"),
            new Entry("label_search_url", "/search/labels?q={query}&repository_id={repository_id}{&page,per_page}"),
            new Entry("notifications_url", "/notifications"),
            new Entry("organization_url", "/orgs/{org}"),
            new Entry("organization_repositories_url", "/orgs/{org}/repos{?type,page,per_page,sort}"),
            new Entry("organization_teams_url", "/orgs/{org}/teams"),
            new Entry("public_gists_url", "/gists/public"),
            new Entry("rate_limit_url", "/rate_limit"),
            new Entry("repository_url", "/repos/{owner}/{repo}"),
            new Entry("repository_search_url", "/search/repositories?q={query}{&" + PAGES),
            new Entry("current_user_repositories_url", "/user/repos{?type,page,per_page,sort}"),
            new Entry("starred_url", "/user/starred{/owner}{/repo}"),
            new Entry("starred_gists_url", "/gists/starred"),
            new Entry("topic_search_url", "/search/topics?q={query}{&page,per_page}"),
            new Entry("user_url", "/users/{user}"),
            new Entry("user_organizations_url", "/user/orgs"),
            new Entry("user_repositories_url", "/users/{user}/repos{?type,page,per_page,sort}"),
            new Entry("user_search_url", "/search/users?q={query}{&" + PAGES));

    private ApiIndex() {}

    private enum Root {
        API,
        API_UNTIL_2022,
        WEB
    }

    private record Entry(String name, String path, Root root) {
        Entry(String name, String path) {
            this(name, path, Root.API);
        }
    }

    /** The URL templates of this version of the API. */
    public static Json of(PublicUrl base, ApiVersion version) {
        return json -> {
            json.writeStartObject();
            for (Entry entry : ENTRIES) {
                if (entry.root != Root.API_UNTIL_2022 || version == ApiVersion.V2022) {
                    json.writeStringField(entry.name, (entry.root == Root.WEB ? base.web() : base.api()) + entry.path);
                }
            }
            json.writeEndObject();
        };
    }
}
