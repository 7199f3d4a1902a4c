package dev.packhouse.adapter.persistence;

import dev.packhouse.application.out.UnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open database: one connection that writes, and a few that read. */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DataDirectory directory;
    private final Schema schema;
    private final Limits limits;
    private final Handle handle;
    private final Writer writer;
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    Database(DataDirectory directory, Schema schema, Limits limits, Handle handle, List<Handle> readers) {
        this.directory = directory;
        this.schema = schema;
        this.limits = limits;
        this.handle = handle;
        this.writer = new Writer(handle, limits);
        this.readers = new Readers(readers, () -> Sqlite.reader(directory.database()), limits);
    }

    static Database open(DataDirectory directory, List<Migration> migrations, Limits limits, Instant now)
            throws SQLException {
        Path file = directory.database();
        Schema schema = new Schema(file, migrations);
        schema.examine();
        List<Handle> opened = new ArrayList<>();
        try {
            Handle writer = Sqlite.writer(file);
            opened.add(writer);
            schema.migrate(writer, EpochNanos.of(now));
            schema.probe(writer);
            while (opened.size() <= limits.readers()) {
                opened.add(Sqlite.reader(file));
            }
            Database database = new Database(directory, schema, limits, writer, opened.subList(1, opened.size()));
            database.writer.start();
            return database;
        } catch (SQLException | RuntimeException e) {
            for (Handle each : opened) {
                try {
                    Sqlite.close(each);
                } catch (UnavailableException unclosed) {
                    e.addSuppressed(unclosed);
                }
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

    Limits limits() {
        return limits;
    }

    /** Runs a unit of reading, all of it on one moment. */
    <T> T read(Function<? super Handle, ? extends T> work) {
        return readers.call(connection -> work.apply(connection.get()));
    }

    /** Runs a unit of reading that may turn out to need no connection. */
    <T> T readLazily(Function<? super Supplier<Handle>, ? extends T> work) {
        return readers.call(work);
    }

    /** Runs a unit of changing; what it has done is on disk when this returns. */
    <T> T write(Function<? super Handle, ? extends T> work) {
        return writer.call(work);
    }

    /** A number for what is committed; empty while a commit is on its way. */
    OptionalLong moment() {
        return writer.moment();
    }

    /** Finishes the work at hand, leaves a database without a log, and lets others open it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            writer.close();
            readers.close();
        } finally {
            try {
                closeWriter();
            } finally {
                directory.close();
            }
        }
    }

    private void closeWriter() {
        try {
            Sqlite.checkpoint(handle);
        } catch (JdbiException e) {
            LOG.warn("The log of {} stays until it is opened again", file(), e);
        } finally {
            Sqlite.close(handle);
        }
    }
}
