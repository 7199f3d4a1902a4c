package dev.packhouse.adapter.persistence.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Stretches of known length in long lists of versions. What comes before the first segment that is written down is a
 * segment as well; a short list has only that one, and costs nothing.
 */
public final class VersionPageIndex {

    /** How long a segment is when it is cut. */
    public static final int LENGTH = 1_024;

    /** How long it grows before it is cut. */
    public static final int LONGEST = 2 * LENGTH;

    /** The newest first. */
    static final String ALL = """
            select created_at, version_id, versions
              from version_page_index
             where package_id = ? and deleted_individually = ?
             order by created_at desc, version_id desc
            """;

    static final String AROUND = """
            select created_at, version_id, versions
              from version_page_index
             where package_id = ? and deleted_individually = ? and (created_at, version_id) <= (?, ?)
             order by created_at desc, version_id desc
             limit 1
            """;

    static final String COUNTED = """
            select coalesce(sum(versions), 0)
              from version_page_index
             where package_id = ? and deleted_individually = ?
            """;

    static final String CUT = """
            select created_at, id
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

    static final String END = """
            delete from version_page_index
             where package_id = ? and deleted_individually = ? and created_at = ? and version_id = ?
            """;

    static final String INSERT = """
            insert into version_page_index (package_id, deleted_individually, created_at, version_id, versions)
            values (?, ?, ?, ?, ?)
            """;

    static final String POSITIONS = """
            select created_at, id
              from version
             where package_id = ? and deleted_individually = ?
             order by created_at, id
            """;

    private static final VersionPosition BEGINNING = new VersionPosition(Long.MIN_VALUE, Long.MIN_VALUE);

    private VersionPageIndex() {}

    /** A segment that begins here and has so many versions. */
    public record Segment(VersionPosition start, long versions) {}

    /**
     * Where to start for what comes after so many versions, the newest first.
     *
     * @param before the position before which to start; empty for the newest version
     * @param skip how many versions from there on are still to be skipped
     */
    record Start(Optional<VersionPosition> before, long skip) {}

    static Start find(Handle handle, long owner, boolean deletedIndividually, long skip) {
        Optional<VersionPosition> before = Optional.empty();
        long left = skip;
        for (Segment segment : all(handle, owner, deletedIndividually)) {
            if (left < segment.versions()) {
                break;
            }
            left -= segment.versions();
            before = Optional.of(segment.start());
        }
        return new Start(before, left);
    }

    private static List<Segment> all(Handle handle, long owner, boolean deletedIndividually) {
        return SqlQuery.list(handle, ALL, VersionPageIndex::segment, owner, flag(deletedIndividually));
    }

    /** The positions of all versions, the oldest first. */
    public static List<VersionPosition> positions(Handle handle, long owner, boolean deletedIndividually) {
        return SqlQuery.list(handle, POSITIONS, VersionPageIndex::position, owner, flag(deletedIndividually));
    }

    /**
     * A version was added at this position.
     *
     * @param versions how many the list has, with this one
     */
    public static void added(
            Handle handle, long owner, boolean deletedIndividually, VersionPosition position, long versions) {
        Optional<Segment> around = around(handle, owner, deletedIndividually, position);
        if (around.isPresent()) {
            add(handle, owner, deletedIndividually, around.get().start(), 1);
        }
        if (versions > LONGEST) {
            long length = around.map(segment -> segment.versions() + 1)
                    .orElseGet(() -> versions - counted(handle, owner, deletedIndividually));
            if (length > LONGEST) {
                cut(handle, owner, deletedIndividually, around.map(Segment::start), length);
            }
        }
    }

    /** The version at this position was removed. An empty segment ends: what is added there belongs to the one before. */
    public static void removed(Handle handle, long owner, boolean deletedIndividually, VersionPosition position) {
        around(handle, owner, deletedIndividually, position).ifPresent(segment -> {
            if (segment.versions() == 1) {
                end(handle, owner, deletedIndividually, segment.start());
            } else {
                add(handle, owner, deletedIndividually, segment.start(), -1);
            }
        });
    }

    private static Optional<Segment> around(
            Handle handle, long owner, boolean deletedIndividually, VersionPosition position) {
        return SqlQuery.first(
                handle,
                AROUND,
                VersionPageIndex::segment,
                owner,
                flag(deletedIndividually),
                position.createdAt(),
                position.version());
    }

    private static long counted(Handle handle, long owner, boolean deletedIndividually) {
        return SqlQuery.one(handle, COUNTED, row -> row.getLong(1), owner, flag(deletedIndividually));
    }

    private static void cut(
            Handle handle, long owner, boolean deletedIndividually, Optional<VersionPosition> start, long versions) {
        VersionPosition from = start.orElse(BEGINNING);
        VersionPosition middle = SqlQuery.one(
                handle,
                CUT,
                VersionPageIndex::position,
                owner,
                flag(deletedIndividually),
                from.createdAt(),
                from.version(),
                (long) LENGTH);
        start.ifPresent(position -> add(handle, owner, deletedIndividually, position, LENGTH - versions));
        insert(handle, owner, deletedIndividually, List.of(new Segment(middle, versions - LENGTH)));
    }

    private static void add(Handle handle, long owner, boolean deletedIndividually, VersionPosition start, long more) {
        SqlQuery.update(handle, ADD, more, owner, flag(deletedIndividually), start.createdAt(), start.version());
    }

    private static void end(Handle handle, long owner, boolean deletedIndividually, VersionPosition start) {
        SqlQuery.update(handle, END, owner, flag(deletedIndividually), start.createdAt(), start.version());
    }

    public static void insert(Handle handle, long owner, boolean deletedIndividually, List<Segment> segments) {
        for (Segment segment : segments) {
            SqlQuery.update(
                    handle,
                    INSERT,
                    owner,
                    flag(deletedIndividually),
                    segment.start().createdAt(),
                    segment.start().version(),
                    segment.versions());
        }
    }

    private static Segment segment(ResultSet row) throws SQLException {
        return new Segment(position(row), row.getLong(3));
    }

    private static VersionPosition position(ResultSet row) throws SQLException {
        return new VersionPosition(row.getLong(1), row.getLong(2));
    }

    private static long flag(boolean deletedIndividually) {
        return deletedIndividually ? 1 : 0;
    }
}
