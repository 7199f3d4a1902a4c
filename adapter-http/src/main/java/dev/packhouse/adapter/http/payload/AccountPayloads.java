package dev.packhouse.adapter.http.payload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Organization;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Encodes accounts in their long form. Fields of GitHub for which this server has no data are null, empty or zero. */
public final class AccountPayloads {

    private final PackagePayloads payloads;

    /** Uses the package payloads to copy documents of a remote registry. */
    public AccountPayloads(PackagePayloads payloads) {
        this.payloads = requireNonNull(payloads, "payloads");
    }

    /** Any account in the public view of {@code /users}. */
    public Json publicUser(WithSource<Account> document, PublicUrl base) {
        return json -> {
            if (!payloads.writeUpstream(json, document, base)) {
                json.writeStartObject();
                writeProfile(json, document.value(), base, "public");
                json.writeEndObject();
            }
        };
    }

    /** A user in the private view, which only this user gets, with the scope {@code user}. */
    public Json privateUser(WithSource<Account> document, PublicUrl base) {
        return json -> {
            if (!payloads.writeUpstream(json, document, base)) {
                json.writeStartObject();
                writeProfile(json, document.value(), base, "private");
                json.writeNumberField("private_gists", 0);
                json.writeNumberField("total_private_repos", 0);
                json.writeNumberField("owned_private_repos", 0);
                json.writeNumberField("disk_usage", 0);
                json.writeNumberField("collaborators", 0);
                json.writeBooleanField("two_factor_authentication", false);
                json.writeEndObject();
            }
        };
    }

    /**
     * The caller, as GraphQL shows it: {@code login}, {@code id}, {@code databaseId}, {@code name} if there is one, and {@code url}. What a
     * remote registry has sent takes precedence.
     */
    public static Map<String, Object> viewer(WithSource<Account> document, PublicUrl base) {
        Account account = document.value();
        String login = account.login().value();
        Map<String, String> sent =
                document.source().map(UpstreamDocument::texts).orElseGet(Map::of);
        Map<String, Object> fields = new HashMap<>();
        fields.put("login", login);
        fields.put("id", sent.getOrDefault("node_id", SimpleUser.nodeId(account)));
        fields.put("databaseId", account.id().value());
        account.name().ifPresent(name -> fields.put("name", name));
        fields.put("url", sent.getOrDefault("html_url", base.web() + "/" + PackageUrls.segment(login)));
        return fields;
    }

    private static void writeProfile(JsonGenerator json, Account account, PublicUrl base, String view)
            throws IOException {
        SimpleUser.writeFields(json, account, base, view);
        FieldNames.textOrNull(json, "name", account.name());
        json.writeNullField("company");
        json.writeStringField("blog", "");
        json.writeNullField("location");
        json.writeNullField("email");
        json.writeNullField("hireable");
        FieldNames.textOrNull(json, "bio", description(account));
        json.writeNullField("twitter_username");
        json.writeNumberField("public_repos", 0);
        json.writeNumberField("public_gists", 0);
        json.writeNumberField("followers", 0);
        json.writeNumberField("following", 0);
        Timestamps.write(json, FieldNames.CREATED_AT, account.createdAt());
        Timestamps.write(json, FieldNames.UPDATED_AT, account.updatedAt());
    }

    private static Optional<String> description(Account account) {
        return account instanceof Organization organization ? organization.description() : Optional.empty();
    }

    /** An organization in the public view of {@code /orgs}. */
    public Json organization(WithSource<Account> document, PublicUrl base) {
        return json -> {
            if (!payloads.writeUpstream(json, document, base)) {
                writeOrganization(json, document.value(), base);
            }
        };
    }

    private static void writeOrganization(JsonGenerator json, Account account, PublicUrl base) throws IOException {
        json.writeStartObject();
        SimpleOrganization.writeFields(json, (Organization) account, base);
        if (account.name().isPresent()) {
            json.writeStringField("name", account.name().get());
        }
        json.writeBooleanField("is_verified", false);
        json.writeBooleanField("has_organization_projects", false);
        json.writeBooleanField("has_repository_projects", false);
        json.writeNumberField("public_repos", 0);
        json.writeNumberField("public_gists", 0);
        json.writeNumberField("followers", 0);
        json.writeNumberField("following", 0);
        json.writeStringField(
                "html_url",
                base.web() + "/" + PackageUrls.segment(account.login().value()));
        Timestamps.write(json, FieldNames.CREATED_AT, account.createdAt());
        Timestamps.write(json, FieldNames.UPDATED_AT, account.updatedAt());
        json.writeNullField("archived_at");
        json.writeStringField("type", "Organization");
        json.writeEndObject();
    }
}
