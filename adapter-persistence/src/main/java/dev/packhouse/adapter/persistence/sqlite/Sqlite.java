package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.DamagedRowException;
import dev.packhouse.adapter.persistence.sql.DatabaseErrors;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/** The connections to SQLite and their settings, the beginning of transactions, and the error codes. */
final class Sqlite {

    /** The {@code application_id} of the files; "Pkhs" in ASCII. */
    static final int APPLICATION_ID = 0x506B6873;

    private static final int BUSY_TIMEOUT_MS = 5_000;

    private Sqlite() {}

    /**
     * Opens the one connection that writes.
     *
     * @param syncs whether a commit returns only when the change is on disk
     */
    static SqlConnection writer(Path file, FastPaths fastPaths, boolean syncs) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(syncs ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.OFF);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(64 << 20));
        config.setCacheSize(-16 << 10);
        return wrap(connect(file, config), fastPaths);
    }

    /** Opens a connection that reads. The first query of each transaction fixes its snapshot. */
    static SqlConnection reader(Path file, FastPaths fastPaths) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        config.setCacheSize(-4 << 10);
        Connection driver = connect(file, config);
        driver.setAutoCommit(false);
        return wrap(driver, fastPaths);
    }

    /**
     * Opens a file that no other connection changes meanwhile. Reads only the file itself, without log and locks, and creates
     * no file.
     */
    static SqlConnection immutable(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return wrap(
                JDBC.createConnection(JDBC.PREFIX + file.toUri() + "?immutable=1", config.toProperties()),
                FastPaths.NONE);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // Otherwise the driver queries the generated keys after each statement.
        config.setGetGeneratedKeys(false);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }

    /** Opens a connection without settings, so that reading a file does not change it. */
    static Connection bare(Path file) throws SQLException {
        return JDBC.createConnection(JDBC.PREFIX + file, new Properties());
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        return JDBC.createConnection(JDBC.PREFIX + file, config.toProperties());
    }

    static SqlConnection wrap(Connection driver, FastPaths fastPaths) {
        return new SqlConnection(
                driver,
                new DatabaseErrors(Sqlite::unavailable, Sqlite::isConstraint),
                fastPaths.statementCache(),
                fastPaths.pageIndex());
    }

    static void close(SqlConnection connection) {
        try {
            connection.driver().close();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Begins a transaction that takes the write lock immediately. */
    static void begin(SqlConnection writer) {
        writer.update("begin immediate");
    }

    /** Writes the log back into the database, and truncates the log. */
    static void checkpoint(SqlConnection writer) {
        writer.forEach("pragma wal_checkpoint(truncate)", row -> true);
    }

    /** Makes the ids of an empty table that assigns them itself begin with 1 again. */
    static void restartAutoincrement(SqlConnection writer) {
        writer.update("delete from sqlite_sequence");
    }

    /** Copies the state that a connection reads to a file that does not exist yet. */
    static void backup(SqlConnection reader, Path copy) {
        copying(reader, database -> database.backup("main", copy.toString(), null));
    }

    /** Replaces everything by the contents of such a file, in one transaction. No transaction may be open. */
    static void restore(SqlConnection writer, Path copy) {
        copying(writer, database -> database.restore("main", copy.toString(), null));
    }

    /** Returns the size of a file in bytes. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private interface Copying {
        int of(DB database) throws SQLException;
    }

    private static void copying(SqlConnection connection, Copying copying) {
        try {
            int code = copying.of(
                    connection.driver().unwrap(SQLiteConnection.class).getDatabase());
            if (code != SQLiteErrorCode.SQLITE_OK.code && code != SQLiteErrorCode.SQLITE_DONE.code) {
                throw DB.newSQLException(code, "copying the database");
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Returns whether a constraint of the schema was violated. */
    static boolean isConstraint(Throwable failure) {
        SQLiteErrorCode code = code(failure);
        return code != null && (code.code & 0xFF) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    /** Returns whether a failure shows that the file is damaged. */
    static boolean isDamage(Throwable failure) {
        SQLiteErrorCode code = code(failure);
        return damagedRow(failure) != null
                || (code != null
                        && switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
                            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
                            default -> false;
                        });
    }

    private static DamagedRowException damagedRow(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedRowException row) {
                return row;
            }
        }
        return null;
    }

    /**
     * Returns whether a commit with this failure has certainly changed nothing. That is certain if SQLite did not write
     * the last frame of the log, which makes the commit valid. After an error of the disk, the frame may have been
     * written without a confirmation.
     */
    static boolean isUndone(Throwable failure) {
        SQLiteErrorCode code = code(failure);
        return code != null
                && switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
                    case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT, SQLITE_READONLY -> true;
                    default -> false;
                };
    }

    /** Wraps a failure of the database, with a message for the operator of the server. */
    static UnavailableException unavailable(Throwable failure) {
        return new UnavailableException(explain(failure), failure);
    }

    /** Returns the failure of a use after the end. */
    static UnavailableException closed() {
        return new UnavailableException("The database is closed", null);
    }

    static String explain(Throwable failure) {
        DamagedRowException row = damagedRow(failure);
        if (row != null) {
            return "The file is damaged (%s): restore it from a backup".formatted(row.getMessage());
        }
        SQLiteErrorCode code = code(failure);
        if (code == null) {
            return failure instanceof UnavailableException
                    ? failure.getMessage()
                    : "The database failed: " + failure.getMessage();
        }
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
            case SQLITE_FULL -> "The disk is full: nothing can be changed until there is space again";
            case SQLITE_IOERR -> "The disk failed (%s)".formatted(code);
            case SQLITE_CORRUPT -> "The file is damaged (%s): restore it from a backup".formatted(code);
            case SQLITE_NOTADB -> "The file is not a database, or its beginning is damaged";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                "The file or its directory cannot be written (%s)".formatted(code);
            case SQLITE_BUSY, SQLITE_LOCKED -> "Another program holds a lock on the file (%s)".formatted(code);
            default -> "The database failed (%s)".formatted(code);
        };
    }

    private static SQLiteErrorCode code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return null;
    }
}
