package dev.packhouse.adapter.http.statefile;

import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.Node;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses the manifest of a version. A child of an index is the manifest of an image, unless it has a media type; an empty
 * one says that it is not known.
 */
final class ManifestFields {

    /** The media type of a child without one. */
    static final Optional<String> CHILD = Optional.of(Kind.IMAGE.defaultMediaType());

    private final FieldReader fields;
    private final Problems<Problem> problems;

    ManifestFields(Mapping mapping, Problems<Problem> problems) {
        this.fields = new FieldReader(mapping, problems);
        this.problems = problems;
    }

    /** The manifest; empty if its kind is not valid. */
    Optional<Manifest> manifest() {
        Optional<Kind> kind = fields.required("kind", ManifestFields::kind);
        Optional<String> mediaType = fields.text("media_type");
        Optional<String> artifactType = fields.text("artifact_type");
        List<Child> children = children();
        Optional<Digest> subject = fields.optional("subject", Digest::new);
        OptionalLong size = fields.notNegative("size");
        fields.refuseOthers();
        return kind.map(of -> new Manifest(
                of, mediaType.orElse(of.defaultMediaType()), artifactType, ofIndex(of, children), subject, size));
    }

    private static Kind kind(String label) {
        return Kind.parse(label).orElseThrow(() -> EntryParser.invalid("kind", label, "image, index or artifact"));
    }

    private List<Child> ofIndex(Kind kind, List<Child> children) {
        if (kind != Kind.INDEX && !children.isEmpty()) {
            fields.problem("children", "only an index has children, not an %s".formatted(kind.label()));
            return List.of();
        }
        return children;
    }

    private List<Child> children() {
        List<Child> children = new ArrayList<>();
        for (Node item : fields.items("children")) {
            Optional<Child> child = item instanceof Mapping mapping
                    ? child(new FieldReader(mapping, problems))
                    : fields.parsed("children", item, Digest::new)
                            .map(digest -> new Child(digest, CHILD, Optional.empty()));
            child.ifPresent(children::add);
        }
        return children;
    }

    private static Optional<Child> child(FieldReader fields) {
        Optional<Digest> digest = fields.required("digest", Digest::new);
        Optional<String> mediaType = fields.text("media_type").or(() -> CHILD).filter(type -> !type.isEmpty());
        Optional<String> platform = fields.text("platform");
        fields.refuseOthers();
        return digest.map(value -> new Child(value, mediaType, platform));
    }
}
