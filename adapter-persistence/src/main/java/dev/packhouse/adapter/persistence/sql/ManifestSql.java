package dev.packhouse.adapter.persistence.sql;

import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Digest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SQL of manifests. */
public final class ManifestSql {

    private static final String COLUMNS = """
            select m.version_id, m.kind, m.media_type, m.artifact_type, m.subject, m.size
            """;

    /** In any order. {@code json_each} is specific to SQLite. */
    static final String OF_VERSIONS = COLUMNS + """
              from manifest m
             where m.version_id in (select i.value from json_each(?) i)
            """;

    static final String CHILDREN_OF_VERSIONS = """
            select c.version_id, c.digest, c.media_type, c.platform
              from manifest_child c
             where c.version_id in (select i.value from json_each(?) i)
             order by c.version_id, c.position
            """;

    static final String OF_PACKAGE = COLUMNS + """
              from manifest m
             where m.version_id in (select id from version where package_id = ?)
            """;

    static final String CHILDREN_OF_PACKAGE = """
            select c.version_id, c.digest, c.media_type, c.platform
              from manifest_child c
             where c.version_id in (select id from version where package_id = ?)
             order by c.version_id, c.position
            """;

    static final String INSERT = """
            insert into manifest (version_id, kind, media_type, artifact_type, subject, size)
            values (?, ?, ?, ?, ?, ?)
            """;

    static final String INSERT_CHILD = """
            insert into manifest_child (version_id, position, digest, media_type, platform)
            values (?, ?, ?, ?, ?)
            """;

    private ManifestSql() {}

    /** Returns the known manifests of these versions. */
    public static Map<VersionId, Manifest> ofVersions(SqlConnection connection, Collection<VersionId> versions) {
        String ids = versions.stream().map(VersionId::toString).collect(joining(",", "[", "]"));
        return find(connection, OF_VERSIONS, CHILDREN_OF_VERSIONS, ids);
    }

    /** Returns the known manifests of all versions of a package. */
    public static Map<VersionId, Manifest> ofPackage(SqlConnection connection, long id) {
        return find(connection, OF_PACKAGE, CHILDREN_OF_PACKAGE, id);
    }

    private static Map<VersionId, Manifest> find(
            SqlConnection connection, String manifests, String children, Object selection) {
        Map<Long, List<Child>> listed = new HashMap<>();
        connection.forEach(
                children,
                row -> listed.computeIfAbsent(row.number("version_id"), first -> new ArrayList<>())
                        .add(child(row)),
                selection);
        Map<VersionId, Manifest> found = new HashMap<>();
        connection.forEach(
                manifests,
                row -> found.put(
                        new VersionId(row.number("version_id")),
                        manifest(row, listed.getOrDefault(row.number("version_id"), List.of()))),
                selection);
        return found;
    }

    private static Child child(SqlRow row) throws SQLException {
        return new Child(new Digest(row.text("digest")), row.optionalText("media_type"), row.optionalText("platform"));
    }

    private static Manifest manifest(SqlRow row, List<Child> children) throws SQLException {
        return new Manifest(
                Kind.parse(row.text("kind")).orElseThrow(),
                row.text("media_type"),
                row.optionalText("artifact_type"),
                children,
                row.optionalText("subject").map(Digest::new),
                row.optionalNumber("size"));
    }

    static void insert(SqlConnection connection, long version, Manifest manifest) {
        connection.update(
                INSERT,
                version,
                manifest.kind().label(),
                manifest.mediaType(),
                manifest.artifactType().orElse(null),
                manifest.subject().map(Digest::value).orElse(null),
                manifest.size().isPresent() ? (Long) manifest.size().getAsLong() : null);
        for (int i = 0; i < manifest.children().size(); i++) {
            Child child = manifest.children().get(i);
            connection.update(
                    INSERT_CHILD,
                    version,
                    i,
                    child.digest().value(),
                    child.mediaType().orElse(null),
                    child.platform().orElse(null));
        }
    }
}
