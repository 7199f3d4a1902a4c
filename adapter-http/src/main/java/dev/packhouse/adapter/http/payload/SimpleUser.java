package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import java.io.IOException;

/** The short form of an account, user or organization, inside packages and repositories. */
final class SimpleUser {

    private SimpleUser() {}

    /** Writes the fields without the object around them. */
    static void writeFields(JsonGenerator json, Account account, PublicUrl base, String view) throws IOException {
        String login = account.login().value();
        String segment = PackageUrls.segment(login);
        String url = base.api() + "/users/" + segment;
        json.writeStringField("login", login);
        json.writeNumberField("id", account.id().value());
        json.writeStringField("node_id", nodeId(account));
        json.writeStringField("avatar_url", avatarUrl(account));
        json.writeStringField("gravatar_id", "");
        json.writeStringField("url", url);
        json.writeStringField("html_url", base.web() + "/" + segment);
        json.writeStringField("followers_url", url + "/followers");
        json.writeStringField("following_url", url + "/following{/other_user}");
        json.writeStringField("gists_url", url + "/gists{/gist_id}");
        json.writeStringField("starred_url", url + "/starred{/owner}{/repo}");
        json.writeStringField("subscriptions_url", url + "/subscriptions");
        json.writeStringField("organizations_url", url + "/orgs");
        json.writeStringField("repos_url", url + "/repos");
        json.writeStringField("events_url", url + "/events{/privacy}");
        json.writeStringField("received_events_url", url + "/received_events");
        json.writeStringField("type", kind(account));
        json.writeStringField("user_view_type", view);
        json.writeBooleanField("site_admin", account instanceof User user && user.siteAdmin());
    }

    static String nodeId(Account account) {
        return NodeId.of(kind(account), account.id().value());
    }

    static String avatarUrl(Account account) {
        return "https://avatars.githubusercontent.com/u/" + account.id() + "?v=4";
    }

    private static String kind(Account account) {
        return account instanceof Organization ? "Organization" : "User";
    }
}
