package dev.packhouse.adapter.github.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packhouse.adapter.github.registry.NotReadException.Effect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses the body of one manifest. It is read as a stream, and only what the facts need is kept.
 *
 * <p>Source: the image manifest and the image index of OCI 1.1, and the manifest and the manifest list of Docker, schema 2.
 */
final class ManifestParser {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Longer texts are no types and no platforms. */
    private static final int LONGEST_TEXT = 255;

    private final JsonParser json;
    private final List<Child> children = new ArrayList<>();
    private Optional<String> mediaType = Optional.empty();
    private Optional<String> artifactType = Optional.empty();
    private Optional<Descriptor> configuration = Optional.empty();
    private Optional<Descriptor> subject = Optional.empty();
    private boolean hasManifests;
    private boolean hasContent;

    private ManifestParser(JsonParser json) {
        this.json = json;
    }

    /** A reference to another manifest, or to a blob. */
    private record Descriptor(Optional<String> mediaType, Optional<String> digest, Optional<String> platform) {

        Digest validDigest() throws NotReadException {
            return new Digest(digest.filter(Digest::matches).orElseThrow(() -> unusable("it names an invalid digest")));
        }
    }

    /**
     * Parses a manifest.
     *
     * @param body the whole body
     * @param contentType the media type of the response, which counts if the body has none
     * @throws NotReadException if it is no manifest that can be used, with the reason
     */
    static Manifest parse(byte[] body, String contentType) throws NotReadException {
        try (JsonParser json = MAPPER.createParser(body)) {
            ManifestParser parser = new ManifestParser(json);
            parser.read();
            return parser.manifest(contentType, body.length);
        } catch (JsonProcessingException e) {
            throw new NotReadException(Effect.GIVE_UP, "it is no valid JSON", e);
        } catch (NotReadException e) {
            throw e;
        } catch (IOException e) {
            throw new NotReadException(Effect.GIVE_UP, "it cannot be read", e);
        }
    }

    /** Rejects the media types of schema 1. Its digest is not that of the whole content, so it is recognized before. */
    static void rejectSchema1(String mediaType) throws NotReadException {
        if (mediaType.startsWith("application/vnd.docker.distribution.manifest.v1+")) {
            throw schema1();
        }
    }

    private static NotReadException schema1() {
        return unusable("it has the format of Docker's schema 1");
    }

    private static NotReadException unusable(String reason) {
        return new NotReadException(Effect.GIVE_UP, reason);
    }

    private void read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw unusable("it is no JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            readField(field);
        }
        if (json.nextToken() != null) {
            throw unusable("it is no valid JSON");
        }
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "schemaVersion" -> {
                if (json.getValueAsInt() == 1) {
                    throw schema1();
                }
                json.skipChildren();
            }
            case "mediaType" -> mediaType = text();
            case "artifactType" -> artifactType = text();
            case "config" -> {
                configuration = descriptor();
                hasContent |= configuration.isPresent();
            }
            case "layers" -> {
                hasContent |= json.currentToken() != JsonToken.VALUE_NULL;
                json.skipChildren();
            }
            case "subject" -> subject = descriptor();
            case "manifests" -> readManifests();
            default -> json.skipChildren();
        }
    }

    private void readManifests() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw unusable("its list of manifests is none");
        }
        hasManifests = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Optional<Descriptor> entry = descriptor();
            if (entry.isPresent()
                    && entry.get().mediaType().filter(Manifest::isManifest).isPresent()) {
                Descriptor child = entry.get();
                children.add(new Child(child.validDigest(), child.mediaType(), child.platform()));
            }
        }
    }

    /** Reads an object; empty for null. */
    private Optional<Descriptor> descriptor() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unusable("it has a reference that is none");
        }
        Optional<String> type = Optional.empty();
        Optional<String> digest = Optional.empty();
        Optional<String> platform = Optional.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "mediaType" -> type = text();
                case "digest" -> digest = text();
                case "platform" -> platform = platform();
                default -> json.skipChildren();
            }
        }
        return Optional.of(new Descriptor(type, digest, platform));
    }

    /** Reads {@code os/architecture[/variant]}; empty without both of the first. */
    private Optional<String> platform() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        Optional<String> os = Optional.empty();
        Optional<String> architecture = Optional.empty();
        Optional<String> variant = Optional.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "os" -> os = text();
                case "architecture" -> architecture = text();
                case "variant" -> variant = text();
                default -> json.skipChildren();
            }
        }
        return os.isPresent() && architecture.isPresent()
                ? Optional.of(os.get() + "/" + architecture.get()
                        + variant.map(name -> "/" + name).orElse(""))
                : Optional.empty();
    }

    /** Reads a text; empty for null and for an empty text. Texts go on to files and terminals, so they are short and printable. */
    private Optional<String> text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw unusable("it has another value in place of a text");
        }
        String text = json.getText();
        if (text.length() > LONGEST_TEXT || !text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw unusable("it has a type or a platform that is too long or not printable");
        }
        return Optional.of(text).filter(found -> !found.isEmpty());
    }

    private Manifest manifest(String contentType, int size) throws NotReadException {
        String type = mediaType.orElse(contentType);
        rejectSchema1(type);
        Kind kind = Kind.of(type, artifactType, configuration.flatMap(Descriptor::mediaType))
                .orElseThrow(() -> unusable("its media type is none of a manifest"));
        if (kind == Kind.INDEX ? hasContent : hasManifests) {
            throw unusable("it is an index and an image at once");
        }
        Optional<Digest> referred =
                subject.isPresent() ? Optional.of(subject.get().validDigest()) : Optional.empty();
        return new Manifest(kind, type, artifactType, children, referred, OptionalLong.of(size));
    }
}
