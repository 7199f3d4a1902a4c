package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.image.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Streams a state into YAML or JSON, and omits values that are the defaults of the reader. */
final class StateWriter {

    private StateWriter() {}

    /** Writes a state as YAML. The stream is not closed. */
    static void write(RegistryState state, OutputStream out) throws IOException {
        YAMLFactory format = YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build();
        try (JsonGenerator yaml = format.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            write(state, yaml);
        }
    }

    /** Writes a state in the format of the generator. */
    static void write(RegistryState state, JsonGenerator yaml) throws IOException {
        yaml.writeStartObject();
        list(yaml, "users", state.users(), StateWriter::user);
        list(yaml, "organizations", state.organizations(), StateWriter::organization);
        list(yaml, "repositories", state.repositories(), StateWriter::repository);
        list(yaml, "packages", state.packages(), StateWriter::aPackage);
        list(yaml, "tokens", state.tokens(), StateWriter::token);
        yaml.writeEndObject();
    }

    @FunctionalInterface
    private interface EntryWriter<T> {
        void write(JsonGenerator yaml, T entry) throws IOException;
    }

    private static <T> void list(JsonGenerator yaml, String key, List<T> entries, EntryWriter<T> writer)
            throws IOException {
        yaml.writeArrayFieldStart(key);
        for (T entry : entries) {
            yaml.writeStartObject();
            writer.write(yaml, entry);
            yaml.writeEndObject();
        }
        yaml.writeEndArray();
    }

    private static void user(JsonGenerator yaml, UserEntry user) throws IOException {
        text(yaml, "login", user.login());
        number(yaml, "id", user.id());
        text(yaml, "name", user.name());
        flag(yaml, "site_admin", user.siteAdmin(), false);
        dates(yaml, user.createdAt(), user.updatedAt());
    }

    private static void organization(JsonGenerator yaml, OrganizationEntry organization) throws IOException {
        text(yaml, "login", organization.login());
        number(yaml, "id", organization.id());
        text(yaml, "name", organization.name());
        text(yaml, "description", organization.description());
        texts(yaml, "owners", organization.owners());
        texts(yaml, "members", organization.members());
        flag(yaml, "saml_sso", organization.samlSso(), false);
        dates(yaml, organization.createdAt(), organization.updatedAt());
    }

    private static void repository(JsonGenerator yaml, RepositoryEntry repository) throws IOException {
        text(yaml, "full_name", repository.fullName());
        number(yaml, "id", repository.id());
        yaml.writeBooleanField("private", repository.privateRepository());
        text(yaml, "description", repository.description());
        flag(yaml, "fork", repository.fork(), false);
        roles(yaml, repository.roles(), Map.of());
    }

    private static void aPackage(JsonGenerator yaml, PackageEntry entry) throws IOException {
        text(yaml, "owner", entry.owner());
        text(yaml, "package_type", entry.name().type().label());
        text(yaml, "name", entry.name());
        number(yaml, "id", entry.id());
        text(yaml, "visibility", entry.visibility().label());
        text(yaml, "repository", entry.repository());
        flag(yaml, "inherit_access", entry.inheritsAccess(), entry.repository().isPresent());
        roles(yaml, entry.roles(), entry.workflowRoles());
        flag(yaml, "docker_migration_conflict", entry.dockerMigrationConflict(), false);
        dates(yaml, entry.createdAt(), entry.updatedAt());
        text(yaml, "deleted_at", entry.deletedAt());
        list(yaml, "versions", entry.versions(), StateWriter::version);
    }

    private static void version(JsonGenerator yaml, VersionEntry version) throws IOException {
        number(yaml, "id", version.id());
        text(yaml, "name", version.name());
        texts(yaml, "tags", version.tags());
        number(yaml, "downloads", version.downloads());
        text(yaml, "license", version.license());
        text(yaml, "description", version.description());
        dates(yaml, version.createdAt(), version.updatedAt());
        text(yaml, "deleted_at", version.deletedAt());
        if (version.manifest().isPresent()) {
            manifest(yaml, version.manifest().get());
        }
    }

    private static void manifest(JsonGenerator yaml, Manifest manifest) throws IOException {
        yaml.writeObjectFieldStart("manifest");
        text(yaml, "kind", manifest.kind().label());
        text(
                yaml,
                "media_type",
                Optional.of(manifest.mediaType())
                        .filter(type -> !type.equals(manifest.kind().defaultMediaType())));
        text(yaml, "artifact_type", manifest.artifactType());
        if (!manifest.children().isEmpty()) {
            yaml.writeArrayFieldStart("children");
            for (Manifest.Child child : manifest.children()) {
                child(yaml, child);
            }
            yaml.writeEndArray();
        }
        text(yaml, "subject", manifest.subject());
        number(yaml, "size", manifest.size());
        yaml.writeEndObject();
    }

    private static void child(JsonGenerator yaml, Manifest.Child child) throws IOException {
        boolean image = child.mediaType().equals(ManifestFields.CHILD);
        if (image && child.platform().isEmpty()) {
            yaml.writeString(child.digest().value());
            return;
        }
        yaml.writeStartObject();
        text(yaml, "digest", child.digest());
        text(yaml, "platform", child.platform());
        if (!image) {
            text(yaml, "media_type", child.mediaType().orElse(""));
        }
        yaml.writeEndObject();
    }

    private static void token(JsonGenerator yaml, TokenEntry token) throws IOException {
        text(yaml, "token_sha256", token.hash().hex());
        text(yaml, "kind", TokenFields.label(token.kind()));
        if (token.holder() instanceof UserHolder holder) {
            text(yaml, "user", holder.login());
        } else if (token.holder() instanceof WorkflowHolder holder) {
            text(yaml, "repository", holder.repository());
            text(yaml, "packages", holder.permission().label());
        }
        texts(
                yaml,
                "scopes",
                sorted(token.scopes().granted().stream().map(Scope::label).toList()));
        texts(yaml, "sso", sorted(token.ssoOrganizations()));
        text(yaml, "expires_at", token.expiresAt());
    }

    private static List<String> sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static void roles(JsonGenerator yaml, Map<?, Role> people, Map<?, Role> workflows) throws IOException {
        Map<String, Role> sorted = new TreeMap<>();
        people.forEach((login, role) -> sorted.put(login.toString(), role));
        workflows.forEach((repository, role) -> sorted.put(repository.toString(), role));
        if (!sorted.isEmpty()) {
            yaml.writeObjectFieldStart("roles");
            for (Map.Entry<String, Role> role : sorted.entrySet()) {
                text(yaml, role.getKey(), role.getValue().label());
            }
            yaml.writeEndObject();
        }
    }

    private static void dates(JsonGenerator yaml, Instant createdAt, Instant updatedAt) throws IOException {
        text(yaml, "created_at", createdAt);
        text(yaml, "updated_at", updatedAt);
    }

    private static void text(JsonGenerator yaml, String key, Object value) throws IOException {
        yaml.writeStringField(key, value.toString());
    }

    private static void text(JsonGenerator yaml, String key, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            text(yaml, key, value.get());
        }
    }

    private static void texts(JsonGenerator yaml, String key, Collection<?> values) throws IOException {
        if (!values.isEmpty()) {
            yaml.writeArrayFieldStart(key);
            for (Object value : values) {
                yaml.writeString(value.toString());
            }
            yaml.writeEndArray();
        }
    }

    private static void number(JsonGenerator yaml, String key, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            yaml.writeNumberField(key, value.getAsLong());
        }
    }

    private static void flag(JsonGenerator yaml, String key, boolean value, boolean otherwise) throws IOException {
        if (value != otherwise) {
            yaml.writeBooleanField(key, value);
        }
    }
}
