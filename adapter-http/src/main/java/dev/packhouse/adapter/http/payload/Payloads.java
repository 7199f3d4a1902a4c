package dev.packhouse.adapter.http.payload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes packages and versions. Safe for many threads. */
public final class Payloads {

    private static final SerializedString VERSION_COUNT = new SerializedString("version_count");
    private static final SerializedString VISIBILITY = new SerializedString("visibility");
    private static final SerializedString REPOSITORY = new SerializedString("repository");
    private static final SerializedString PACKAGE_HTML_URL = new SerializedString("package_html_url");
    private static final SerializedString LICENSE = new SerializedString("license");
    private static final SerializedString METADATA = new SerializedString("metadata");
    private static final SerializedString CONTAINER = new SerializedString("container");
    private static final SerializedString DOCKER = new SerializedString("docker");
    private static final SerializedString TAGS = new SerializedString("tags");
    private static final SerializedString TAG = new SerializedString("tag");

    private final RegistryRules rules;
    private final Optional<String> remoteApi;
    private final Fragments fragments = new Fragments();

    /**
     * Payloads of one edition of the registries' rules.
     *
     * @param remoteApi what the addresses in documents of a remote registry start with, without a slash at the end
     */
    public Payloads(RegistryRules rules, Optional<String> remoteApi) {
        this.rules = requireNonNull(rules, "rules");
        this.remoteApi = requireNonNull(remoteApi, "remoteApi");
    }

    /** One package. */
    public Json one(WithSource<Package> document, PublicUrl base) {
        return json -> write(json, document, base);
    }

    /** A list of packages. */
    public Json all(List<WithSource<Package>> documents, PublicUrl base) {
        return json -> {
            json.writeStartArray();
            for (WithSource<Package> document : documents) {
                write(json, document, base);
            }
            json.writeEndArray();
        };
    }

    /** One version. */
    public Json version(Package owner, WithSource<PackageVersion> document, PublicUrl base) {
        return json -> write(json, owner.namespace().type(), Urls.of(owner, base, rules), document, base);
    }

    /** A list of versions of one package. */
    public Json versions(Package owner, List<WithSource<PackageVersion>> documents, PublicUrl base) {
        return json -> {
            Urls urls = Urls.of(owner, base, rules);
            json.writeStartArray();
            for (WithSource<PackageVersion> document : documents) {
                write(json, owner.namespace().type(), urls, document, base);
            }
            json.writeEndArray();
        };
    }

    /** A document as the remote registry sent it, if it is one and the registry's address is known. */
    boolean relayed(JsonGenerator json, WithSource<?> document, PublicUrl base) throws IOException {
        if (document.source().isEmpty()) {
            return false;
        }
        RemoteDocument.write(json, document.source().get(), remoteApi.orElse(base.api()), base.api());
        return true;
    }

    private void write(JsonGenerator json, WithSource<Package> document, PublicUrl base) throws IOException {
        if (relayed(json, document, base)) {
            return;
        }
        Package subject = document.value();
        Urls urls = Urls.of(subject, base, rules);
        json.writeStartObject();
        Fields.number(json, Fields.ID, subject.id().value());
        Fields.text(json, Fields.NAME, subject.name().value());
        Fields.text(json, Fields.PACKAGE_TYPE, subject.namespace().type().label());
        json.writeFieldName(Fields.OWNER);
        fragments.write(json, subject.namespace().owner(), base);
        if (subject.versions().active().isPresent()) {
            Fields.number(json, VERSION_COUNT, subject.versions().active().getAsLong());
        }
        Fields.text(json, VISIBILITY, subject.visibility().label());
        Fields.text(json, Fields.URL, urls.api());
        Timestamps.write(json, Fields.CREATED_AT, subject.createdAt());
        Timestamps.write(json, Fields.UPDATED_AT, subject.updatedAt());
        if (subject.tombstone().isPresent()) {
            Timestamps.write(json, Fields.DELETED_AT, subject.tombstone().get().deletedAt());
        }
        if (subject.repository().isPresent()) {
            json.writeFieldName(REPOSITORY);
            fragments.write(json, subject.repository().get(), base);
        }
        Fields.text(json, Fields.HTML_URL, urls.html());
        json.writeEndObject();
    }

    private void write(
            JsonGenerator json, PackageType type, Urls urls, WithSource<PackageVersion> document, PublicUrl base)
            throws IOException {
        if (relayed(json, document, base)) {
            return;
        }
        PackageVersion version = document.value();
        json.writeStartObject();
        Fields.number(json, Fields.ID, version.id().value());
        Fields.text(json, Fields.NAME, version.name().value());
        Fields.text(json, Fields.URL, urls.api(version));
        Fields.text(json, PACKAGE_HTML_URL, urls.html());
        if (version.license().isPresent()) {
            Fields.text(json, LICENSE, version.license().get());
        }
        Timestamps.write(json, Fields.CREATED_AT, version.createdAt());
        Timestamps.write(json, Fields.UPDATED_AT, version.updatedAt());
        if (version.tombstone().isPresent()) {
            Timestamps.write(json, Fields.DELETED_AT, version.tombstone().get().deletedAt());
        }
        if (version.description().isPresent()) {
            Fields.text(json, Fields.DESCRIPTION, version.description().get());
        }
        Fields.text(json, Fields.HTML_URL, urls.html(version));
        json.writeFieldName(METADATA);
        writeMetadata(json, type, version);
        json.writeEndObject();
    }

    private static void writeMetadata(JsonGenerator json, PackageType type, PackageVersion version) throws IOException {
        json.writeStartObject();
        Fields.text(json, Fields.PACKAGE_TYPE, type.label());
        switch (type) {
            case CONTAINER -> {
                json.writeFieldName(CONTAINER);
                json.writeStartObject();
                writeTags(json, TAGS, version.tags());
                json.writeEndObject();
            }
            case DOCKER -> {
                json.writeFieldName(DOCKER);
                json.writeStartObject();
                // GitHub's schema describes the one and requires the other.
                writeTags(json, TAG, version.tags());
                writeTags(json, TAGS, version.tags());
                json.writeEndObject();
            }
            case NPM, MAVEN, RUBYGEMS, NUGET -> {}
        }
        json.writeEndObject();
    }

    private static void writeTags(JsonGenerator json, SerializedString name, List<Tag> tags) throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
        for (Tag tag : tags) {
            json.writeString(tag.value());
        }
        json.writeEndArray();
    }
}
