package dev.packhouse.adapter.http.payload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Encodes packages and versions. Safe for many threads. */
public final class PackagePayloads {

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

    private final Rules rules;
    private final Optional<String> remoteApi;
    private final JsonFragments fragments;

    /**
     * Creates payloads for these rules.
     *
     * @param remoteApi the prefix of the API URLs in documents of a remote registry, without a slash at the end
     * @param caching whether encoded owners and repositories are kept
     */
    public PackagePayloads(Rules rules, Optional<String> remoteApi, boolean caching) {
        this.rules = requireNonNull(rules, "rules");
        this.remoteApi = requireNonNull(remoteApi, "remoteApi");
        this.fragments = caching ? new JsonFragmentCache(new ShortForms()) : new ShortForms();
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
    public Json version(Package parent, WithSource<PackageVersion> document, PublicUrl base) {
        return json -> write(json, parent.namespace().type(), PackageUrls.of(parent, base, rules), document, base);
    }

    /** A list of versions of one package. */
    public Json versions(Package parent, List<WithSource<PackageVersion>> documents, PublicUrl base) {
        return json -> {
            PackageUrls urls = PackageUrls.of(parent, base, rules);
            json.writeStartArray();
            for (WithSource<PackageVersion> document : documents) {
                write(json, parent.namespace().type(), urls, document, base);
            }
            json.writeEndArray();
        };
    }

    /** Writes the source document of a remote registry. Returns false, and writes nothing, if the value has none. */
    boolean writeUpstream(JsonGenerator json, WithSource<?> document, PublicUrl base) throws IOException {
        if (document.source().isEmpty()) {
            return false;
        }
        UpstreamDocument.write(json, document.source().get(), remoteApi.orElse(base.api()), base.api());
        return true;
    }

    private void write(JsonGenerator json, WithSource<Package> document, PublicUrl base) throws IOException {
        if (writeUpstream(json, document, base)) {
            return;
        }
        Package subject = document.value();
        PackageUrls urls = PackageUrls.of(subject, base, rules);
        json.writeStartObject();
        FieldNames.number(json, FieldNames.ID, subject.id().value());
        FieldNames.text(json, FieldNames.NAME, subject.name().value());
        FieldNames.text(
                json, FieldNames.PACKAGE_TYPE, subject.namespace().type().label());
        json.writeFieldName(FieldNames.OWNER);
        fragments.write(json, subject.namespace().owner(), base);
        if (subject.versions().active().isPresent()) {
            FieldNames.number(json, VERSION_COUNT, subject.versions().active().getAsLong());
        }
        FieldNames.text(json, VISIBILITY, subject.visibility().label());
        FieldNames.text(json, FieldNames.URL, urls.api());
        Timestamps.write(json, FieldNames.CREATED_AT, subject.createdAt());
        Timestamps.write(json, FieldNames.UPDATED_AT, subject.updatedAt());
        if (subject.tombstone().isPresent()) {
            Timestamps.write(
                    json, FieldNames.DELETED_AT, subject.tombstone().get().deletedAt());
        }
        if (subject.repository().isPresent()) {
            json.writeFieldName(REPOSITORY);
            fragments.write(json, subject.repository().get(), base);
        }
        FieldNames.text(json, FieldNames.HTML_URL, urls.html());
        json.writeEndObject();
    }

    private void write(
            JsonGenerator json, PackageType type, PackageUrls urls, WithSource<PackageVersion> document, PublicUrl base)
            throws IOException {
        if (writeUpstream(json, document, base)) {
            return;
        }
        PackageVersion version = document.value();
        json.writeStartObject();
        FieldNames.number(json, FieldNames.ID, version.id().value());
        FieldNames.text(json, FieldNames.NAME, version.name().value());
        FieldNames.text(json, FieldNames.URL, urls.api(version));
        FieldNames.text(json, PACKAGE_HTML_URL, urls.html());
        if (version.license().isPresent()) {
            FieldNames.text(json, LICENSE, version.license().get());
        }
        Timestamps.write(json, FieldNames.CREATED_AT, version.createdAt());
        Timestamps.write(json, FieldNames.UPDATED_AT, version.updatedAt());
        if (version.tombstone().isPresent()) {
            Timestamps.write(
                    json, FieldNames.DELETED_AT, version.tombstone().get().deletedAt());
        }
        if (version.description().isPresent()) {
            FieldNames.text(json, FieldNames.DESCRIPTION, version.description().get());
        }
        FieldNames.text(json, FieldNames.HTML_URL, urls.html(version));
        json.writeFieldName(METADATA);
        writeMetadata(json, type, version);
        json.writeEndObject();
    }

    private static void writeMetadata(JsonGenerator json, PackageType type, PackageVersion version) throws IOException {
        json.writeStartObject();
        FieldNames.text(json, FieldNames.PACKAGE_TYPE, type.label());
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
                // GitHub's schema describes "tag" and requires "tags".
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
