package dev.packhouse.adapter.persistence.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of the table {@code version_page_index}, which divides a long list of versions into segments of known length,
 * so that a page in the middle is found without reading the newer versions, which come before it in the list. A row is a
 * segment: the position at which it begins, on the side of the oldest version, and the number of its versions. The segment with the oldest versions of the
 * list has no row and is not counted; a short list has only this segment, and so no rows.
 */
public final class VersionPageIndex {

    /** The number of versions that stay in a segment when it is split. */
    public static final int LENGTH = 1_024;

    /** The largest number of versions of a segment; a larger one is split. */
    public static final int LONGEST = 2 * LENGTH;

    /** All segments, the newest first. */
    static final String ALL = """
            select created_at, version_id, versions
              from version_page_index
             where package_id = ? and deleted_individually = ?
             order by created_at desc, version_id desc
            """;

    static final String SEGMENT_AT = """
            select created_at, version_id, versions
              from version_page_index
             where package_id = ? and deleted_individually = ? and (created_at, version_id) <= (?, ?)
             order by created_at desc, version_id desc
             limit 1
            """;

    static final String COUNTED = """
            select coalesce(sum(versions), 0) as counted
              from version_page_index
             where package_id = ? and deleted_individually = ?
            """;

    static final String SPLIT_POSITION = """
            select created_at, id as version_id
              from version
             where package_id = ? and deleted_individually = ? and (created_at, id) >= (?, ?)
             order by created_at, id
             limit 1 offset ?
            """;

    static final String ADD = """
            update version_page_index
               set versions = versions + ?
             where package_id = ? and deleted_individually = ? and created_at = ? and version_id = ?
            """;

    static final String REMOVE = """
            delete from version_page_index
             where package_id = ? and deleted_individually = ? and created_at = ? and version_id = ?
            """;

    static final String INSERT = """
            insert into version_page_index (package_id, deleted_individually, created_at, version_id, versions)
            values (?, ?, ?, ?, ?)
            """;

    static final String POSITIONS = """
            select created_at, id as version_id
              from version
             where package_id = ? and deleted_individually = ?
             order by created_at, id
            """;

    private static final VersionPosition BEGINNING = new VersionPosition(Long.MIN_VALUE, Long.MIN_VALUE);

    private VersionPageIndex() {}

    /**
     * A segment of a list.
     *
     * @param begin the position from which on versions belong to the segment; the version there may have been removed
     * @param versions the number of its versions
     */
    public record Segment(VersionPosition begin, long versions) {}

    /**
     * Where a query for a page starts, in the order from the newest to the oldest version.
     *
     * @param before the query returns versions older than this position; empty to start with the newest version
     * @param skip how many of these versions the query must still skip
     */
    record ScanStart(Optional<VersionPosition> before, long skip) {}

    /**
     * Finds where a query for a page starts: skips whole segments, from the newest on, as long as they have no more
     * versions than are to be skipped.
     *
     * @param skip the number of newer versions before the page
     */
    static ScanStart find(SqlConnection connection, VersionList list, long skip) {
        Optional<VersionPosition> before = Optional.empty();
        long left = skip;
        for (Segment segment : all(connection, list)) {
            if (left < segment.versions()) {
                break;
            }
            left -= segment.versions();
            before = Optional.of(segment.begin());
        }
        return new ScanStart(before, left);
    }

    private static List<Segment> all(SqlConnection connection, VersionList list) {
        return connection.list(ALL, VersionPageIndex::segment, list.parent().value(), list.flag());
    }

    /** Returns the positions of all versions, the oldest first. */
    public static List<VersionPosition> positions(SqlConnection connection, VersionList list) {
        return connection.list(
                POSITIONS, VersionPageIndex::position, list.parent().value(), list.flag());
    }

    /**
     * Counts a version that was added at this position.
     *
     * @param versions the length of the list with this version
     */
    public static void added(SqlConnection connection, VersionList list, VersionPosition position, long versions) {
        Optional<Segment> current = segmentAt(connection, list, position);
        if (current.isPresent()) {
            add(connection, list, current.get().begin(), 1);
        }
        if (versions > LONGEST) {
            long length = current.map(segment -> segment.versions() + 1)
                    .orElseGet(() -> versions - counted(connection, list));
            if (length > LONGEST) {
                split(connection, list, current.map(Segment::begin), length);
            }
        }
    }

    /**
     * Subtracts a version that was removed at this position. Deletes an empty segment; the next older one takes its
     * range.
     */
    public static void removed(SqlConnection connection, VersionList list, VersionPosition position) {
        segmentAt(connection, list, position).ifPresent(segment -> {
            if (segment.versions() == 1) {
                remove(connection, list, segment.begin());
            } else {
                add(connection, list, segment.begin(), -1);
            }
        });
    }

    private static Optional<Segment> segmentAt(SqlConnection connection, VersionList list, VersionPosition position) {
        return connection.first(
                SEGMENT_AT,
                VersionPageIndex::segment,
                list.parent().value(),
                list.flag(),
                position.createdAt(),
                position.version());
    }

    private static long counted(SqlConnection connection, VersionList list) {
        return connection.one(
                COUNTED, row -> row.number("counted"), list.parent().value(), list.flag());
    }

    private static void split(
            SqlConnection connection, VersionList list, Optional<VersionPosition> begin, long versions) {
        VersionPosition from = begin.orElse(BEGINNING);
        VersionPosition middle = connection.one(
                SPLIT_POSITION,
                VersionPageIndex::position,
                list.parent().value(),
                list.flag(),
                from.createdAt(),
                from.version(),
                LENGTH);
        begin.ifPresent(position -> add(connection, list, position, LENGTH - versions));
        insert(connection, list, List.of(new Segment(middle, versions - LENGTH)));
    }

    private static void add(SqlConnection connection, VersionList list, VersionPosition begin, long more) {
        connection.update(ADD, more, list.parent().value(), list.flag(), begin.createdAt(), begin.version());
    }

    private static void remove(SqlConnection connection, VersionList list, VersionPosition begin) {
        connection.update(REMOVE, list.parent().value(), list.flag(), begin.createdAt(), begin.version());
    }

    public static void insert(SqlConnection connection, VersionList list, List<Segment> segments) {
        for (Segment segment : segments) {
            connection.update(
                    INSERT,
                    list.parent().value(),
                    list.flag(),
                    segment.begin().createdAt(),
                    segment.begin().version(),
                    segment.versions());
        }
    }

    private static Segment segment(SqlRow row) throws SQLException {
        return new Segment(position(row), row.number("versions"));
    }

    private static VersionPosition position(SqlRow row) throws SQLException {
        return new VersionPosition(row.number("created_at"), row.number("version_id"));
    }
}
