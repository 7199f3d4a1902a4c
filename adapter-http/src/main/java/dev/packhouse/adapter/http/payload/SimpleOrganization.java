package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Organization;
import java.io.IOException;

/** The short form of an organization, in lists and memberships; the long form begins with its fields. */
final class SimpleOrganization {

    private SimpleOrganization() {}

    static void write(JsonGenerator json, Organization organization, PublicUrl base) throws IOException {
        json.writeStartObject();
        writeFields(json, organization, base);
        json.writeEndObject();
    }

    /** The URL of an organization. */
    static String url(Organization organization, PublicUrl base) {
        return base.api() + "/orgs/" + PackageUrls.segment(organization.login().value());
    }

    /** Writes the fields without the object around them. */
    static void writeFields(JsonGenerator json, Organization organization, PublicUrl base) throws IOException {
        String url = url(organization, base);
        json.writeStringField("login", organization.login().value());
        json.writeNumberField("id", organization.id().value());
        json.writeStringField("node_id", SimpleUser.nodeId(organization));
        json.writeStringField("url", url);
        json.writeStringField("repos_url", url + "/repos");
        json.writeStringField("events_url", url + "/events");
        json.writeStringField("hooks_url", url + "/hooks");
        json.writeStringField("issues_url", url + "/issues");
        json.writeStringField("members_url", url + "/members{/member}");
        json.writeStringField("public_members_url", url + "/public_members{/member}");
        json.writeStringField("avatar_url", SimpleUser.avatarUrl(organization));
        FieldNames.textOrNull(json, "description", organization.description());
    }
}
