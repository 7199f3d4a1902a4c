package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import java.io.IOException;
import java.util.List;

/** Encodes members, organizations in their short form, and memberships. */
public final class DirectoryPayloads {

    private DirectoryPayloads() {}

    /** The URL that shows whether a user is a public member of an organization. */
    public static String publicMemberUrl(Organization organization, Login user, PublicUrl base) {
        return SimpleOrganization.url(organization, base) + "/public_members/" + PackageUrls.segment(user.value());
    }

    /** A list of accounts in their short form. */
    public static Json accounts(List<? extends Account> accounts, PublicUrl base) {
        return json -> {
            json.writeStartArray();
            for (Account account : accounts) {
                json.writeStartObject();
                SimpleUser.writeFields(json, account, base, "public");
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    /** A list of organizations. */
    public static Json organizations(List<Organization> organizations, PublicUrl base) {
        return json -> {
            json.writeStartArray();
            for (Organization organization : organizations) {
                SimpleOrganization.write(json, organization, base);
            }
            json.writeEndArray();
        };
    }

    /** One membership. */
    public static Json membership(OrganizationMembership membership, PublicUrl base) {
        return json -> write(json, membership, base);
    }

    /** A list of memberships. */
    public static Json memberships(List<OrganizationMembership> memberships, PublicUrl base) {
        return json -> {
            json.writeStartArray();
            for (OrganizationMembership membership : memberships) {
                write(json, membership, base);
            }
            json.writeEndArray();
        };
    }

    private static void write(JsonGenerator json, OrganizationMembership membership, PublicUrl base)
            throws IOException {
        String organization = SimpleOrganization.url(membership.organization(), base);
        String user = membership.user().login().value();
        json.writeStartObject();
        json.writeStringField("url", organization + "/memberships/" + PackageUrls.segment(user));
        json.writeStringField("state", "active");
        json.writeStringField("role", membership.membership() == Membership.OWNER ? "admin" : "member");
        json.writeStringField("organization_url", organization);
        json.writeFieldName("organization");
        SimpleOrganization.write(json, membership.organization(), base);
        json.writeObjectFieldStart("user");
        SimpleUser.writeFields(json, membership.user(), base, "public");
        json.writeEndObject();
        json.writeEndObject();
    }
}
