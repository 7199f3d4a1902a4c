package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.maintenance.Transactions;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open database: one connection that writes, and several that read. */
final class Database implements Transactions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final LockedDirectory directory;
    private final Schema schema;
    private final DatabaseLimits limits;
    private final SqlConnection connection;
    private final FileGuard guard;
    private final Writer writer;
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    Database(
            LockedDirectory directory,
            Schema schema,
            DatabaseLimits limits,
            SqlConnection connection,
            List<SqlConnection> readers,
            FileGuard guard) {
        this.directory = directory;
        this.schema = schema;
        this.limits = limits;
        this.connection = connection;
        this.guard = guard;
        this.writer = new Writer(connection, guard, limits);
        this.readers =
                new Readers(readers, () -> Sqlite.reader(directory.database(), limits.fastPaths()), guard, limits);
    }

    static Database open(LockedDirectory directory, List<Migration> migrations, DatabaseLimits limits, Instant now)
            throws SQLException, IOException {
        Path file = directory.database();
        Schema schema = new Schema(file, migrations);
        schema.inspect();
        boolean created = directory.createDatabase();
        List<SqlConnection> opened = new ArrayList<>();
        try {
            SqlConnection writer = Sqlite.writer(file, limits.fastPaths(), limits.syncs());
            opened.add(writer);
            schema.migrate(writer, EpochNanos.of(now));
            schema.probe(writer);
            while (opened.size() <= limits.readers()) {
                opened.add(Sqlite.reader(file, limits.fastPaths()));
            }
            FileGuard guard = FileGuard.open(file, directory.lockFile());
            Database database =
                    new Database(directory, schema, limits, writer, opened.subList(1, opened.size()), guard);
            database.writer.start();
            return database;
        } catch (SQLException | IOException | RuntimeException e) {
            for (SqlConnection each : opened) {
                try {
                    Sqlite.close(each);
                } catch (UnavailableException unclosed) {
                    e.addSuppressed(unclosed);
                }
            }
            if (created) {
                directory.removeEmptyDatabase();
            }
            throw e;
        }
    }

    Path file() {
        return directory.database();
    }

    int version() {
        return schema.version();
    }

    Writer writer() {
        return writer;
    }

    DatabaseLimits limits() {
        return limits;
    }

    @Override
    public <T> T read(Function<? super SqlConnection, ? extends T> work) {
        return readers.call(connection -> work.apply(connection.get()));
    }

    /** Runs a read task that takes a connection only when it first needs one. */
    <T> T readLazily(Function<? super Supplier<SqlConnection>, ? extends T> work) {
        return readers.call(work);
    }

    @Override
    public <T> T write(Function<? super SqlConnection, ? extends T> work) {
        return writer.call(work);
    }

    /** Replaces everything by a copy of the database, made by {@link Sqlite#backup}. */
    void restore(Path copy) {
        writer.callAlone(connection -> {
            guard.allowShrinkingTo(Sqlite.size(copy));
            Sqlite.restore(connection, copy);
            return null;
        });
    }

    /** Returns the number of the committed state; empty during a commit. */
    OptionalLong dataVersion() {
        return writer.dataVersion();
    }

    /** Returns why the state of the files allows no change; empty if they are intact, and after close. */
    Optional<String> fileFailure() {
        return closed.get() ? Optional.empty() : guard.findFailure();
    }

    /** Finishes the queued tasks, writes the log back unless there is a failure, and releases the directory. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            writer.close();
            Optional<String> failure = guard.findFailure();
            if (failure.isPresent()) {
                LOG.error("The log of {} stays as it is: {}", file(), failure.get());
                closeBeforeReaders();
            } else {
                closeAfterReaders();
            }
        } finally {
            try {
                guard.close();
            } finally {
                directory.close();
            }
        }
    }

    private void closeAfterReaders() {
        try {
            readers.close();
        } finally {
            closeWriter();
        }
    }

    private void closeWriter() {
        try {
            Sqlite.checkpoint(connection);
        } catch (UnavailableException e) {
            LOG.warn("The log of {} stays until it is opened again", file(), e);
        } finally {
            Sqlite.close(connection);
        }
    }

    /**
     * Closes the writer while a reader that has read is still open: if the writer were the last connection, SQLite
     * would write the damaged log back into the database.
     */
    private void closeBeforeReaders() {
        try {
            read(Schema::current);
        } catch (UnavailableException e) {
            LOG.debug("The connection was used nevertheless", e);
        }
        try {
            Sqlite.close(connection);
        } finally {
            readers.close();
        }
    }
}
