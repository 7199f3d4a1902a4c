package dev.packhouse.adapter.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Stretches of known length in long lists of versions. What comes before the first stretch that is written down is a
 * stretch as well; a short list has only that one, and costs nothing.
 */
final class StretchSql {

    /** How long a stretch is when it is cut. */
    static final int LENGTH = 1_024;

    /** How long it grows before it is cut. */
    static final int LONGEST = 2 * LENGTH;

    /** The newest first. */
    static final String ALL = """
            select created_at, version_id, versions
              from stretch
             where package_id = ? and buried = ?
             order by created_at desc, version_id desc
            """;

    static final String AROUND = """
            select created_at, version_id, versions
              from stretch
             where package_id = ? and buried = ? and (created_at, version_id) <= (?, ?)
             order by created_at desc, version_id desc
             limit 1
            """;

    static final String COUNTED = """
            select coalesce(sum(versions), 0)
              from stretch
             where package_id = ? and buried = ?
            """;

    static final String CUT = """
            select created_at, id
              from version
             where package_id = ? and buried = ? and (created_at, id) >= (?, ?)
             order by created_at, id
             limit 1 offset ?
            """;

    static final String ADD = """
            update stretch
               set versions = versions + ?
             where package_id = ? and buried = ? and created_at = ? and version_id = ?
            """;

    static final String END = """
            delete from stretch
             where package_id = ? and buried = ? and created_at = ? and version_id = ?
            """;

    static final String INSERT = """
            insert into stretch (package_id, buried, created_at, version_id, versions)
            values (?, ?, ?, ?, ?)
            """;

    static final String POSITIONS = """
            select created_at, id
              from version
             where package_id = ? and buried = ?
             order by created_at, id
            """;

    private static final Position BEGINNING = new Position(Long.MIN_VALUE, Long.MIN_VALUE);

    private StretchSql() {}

    /** A stretch that begins here and has so many versions. */
    record Stretch(Position start, long versions) {}

    /**
     * Where to start for what comes after so many versions, the newest first.
     *
     * @param before the position before which to start; empty for the newest version
     * @param skip how many versions from there on are still to be skipped
     */
    record Start(Optional<Position> before, long skip) {}

    static Start find(Handle handle, long owner, boolean buried, long skip) {
        Optional<Position> before = Optional.empty();
        long left = skip;
        for (Stretch stretch : all(handle, owner, buried)) {
            if (left < stretch.versions()) {
                break;
            }
            left -= stretch.versions();
            before = Optional.of(stretch.start());
        }
        return new Start(before, left);
    }

    private static List<Stretch> all(Handle handle, long owner, boolean buried) {
        return DirectQuery.list(handle, ALL, StretchSql::stretch, owner, flag(buried));
    }

    /** The positions of all versions, the oldest first. */
    static List<Position> positions(Handle handle, long owner, boolean buried) {
        return DirectQuery.list(handle, POSITIONS, StretchSql::position, owner, flag(buried));
    }

    /**
     * A version was added at this position.
     *
     * @param versions how many the list has, with this one
     */
    static void added(Handle handle, long owner, boolean buried, Position position, long versions) {
        Optional<Stretch> around = around(handle, owner, buried, position);
        if (around.isPresent()) {
            add(handle, owner, buried, around.get().start(), 1);
        }
        if (versions > LONGEST) {
            long length = around.map(stretch -> stretch.versions() + 1)
                    .orElseGet(() -> versions - counted(handle, owner, buried));
            if (length > LONGEST) {
                cut(handle, owner, buried, around.map(Stretch::start), length);
            }
        }
    }

    /** The version at this position was removed. An empty stretch ends: what is added there belongs to the one before. */
    static void removed(Handle handle, long owner, boolean buried, Position position) {
        around(handle, owner, buried, position).ifPresent(stretch -> {
            if (stretch.versions() == 1) {
                end(handle, owner, buried, stretch.start());
            } else {
                add(handle, owner, buried, stretch.start(), -1);
            }
        });
    }

    private static Optional<Stretch> around(Handle handle, long owner, boolean buried, Position position) {
        return DirectQuery.first(
                handle, AROUND, StretchSql::stretch, owner, flag(buried), position.createdAt(), position.version());
    }

    private static long counted(Handle handle, long owner, boolean buried) {
        return DirectQuery.one(handle, COUNTED, row -> row.getLong(1), owner, flag(buried));
    }

    private static void cut(Handle handle, long owner, boolean buried, Optional<Position> start, long versions) {
        Position from = start.orElse(BEGINNING);
        Position middle = DirectQuery.one(
                handle, CUT, StretchSql::position, owner, flag(buried), from.createdAt(), from.version(), (long)
                        LENGTH);
        start.ifPresent(position -> add(handle, owner, buried, position, LENGTH - versions));
        insert(handle, owner, buried, List.of(new Stretch(middle, versions - LENGTH)));
    }

    private static void add(Handle handle, long owner, boolean buried, Position start, long more) {
        DirectQuery.update(handle, ADD, more, owner, flag(buried), start.createdAt(), start.version());
    }

    private static void end(Handle handle, long owner, boolean buried, Position start) {
        DirectQuery.update(handle, END, owner, flag(buried), start.createdAt(), start.version());
    }

    static void insert(Handle handle, long owner, boolean buried, List<Stretch> stretches) {
        for (Stretch stretch : stretches) {
            DirectQuery.update(
                    handle,
                    INSERT,
                    owner,
                    flag(buried),
                    stretch.start().createdAt(),
                    stretch.start().version(),
                    stretch.versions());
        }
    }

    private static Stretch stretch(ResultSet row) throws SQLException {
        return new Stretch(position(row), row.getLong(3));
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong(1), row.getLong(2));
    }

    private static long flag(boolean buried) {
        return buried ? 1 : 0;
    }
}
