package dev.packhouse.adapter.persistence.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The write-ahead log of an open database, compared with its index, the file {@code -shm} that SQLite keeps in memory
 * while the database is open. The index holds the number of committed frames and their checksum. Both formats are
 * documented at <a href="https://sqlite.org/walformat.html">sqlite.org/walformat.html</a>.
 *
 * <p>The files stay open from before the first check until after the last connection is closed: on POSIX systems,
 * closing any descriptor of the index would release the locks that SQLite holds on it.
 *
 * <p>Not thread-safe. Not called during a commit.
 */
final class WriteAheadLog implements AutoCloseable {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int INDEX_HEADER = 48;
    private static final int LITTLE_ENDIAN = 0x377F0682;
    private static final int BIG_ENDIAN = 0x377F0683;

    /** No {@code FileChannel}: an interrupt of the reading thread would close it. */
    private final RandomAccessFile log;

    private final RandomAccessFile index;

    private WriteAheadLog(RandomAccessFile log, RandomAccessFile index) {
        this.log = log;
        this.index = index;
    }

    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    static Path indexOf(Path database) {
        return database.resolveSibling(database.getFileName() + "-shm");
    }

    /** Opens the log of a database that has an open connection which has already read. */
    static WriteAheadLog open(Path database) throws IOException {
        RandomAccessFile log = new RandomAccessFile(of(database).toFile(), "r");
        try {
            return new WriteAheadLog(log, new RandomAccessFile(indexOf(database).toFile(), "r"));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    /**
     * The header of the index.
     *
     * @param frames the number of committed frames; 0 if the log is empty, independent of the length of its file
     * @param pageSize the size of the page in a frame, in bytes
     * @param salt the value that the header and each frame must repeat
     * @param checksum the checksum of the log up to the last committed frame
     */
    private record Committed(long frames, int pageSize, long salt, long checksum) {

        long position(long frame) {
            return HEADER + frame * (FRAME_HEADER + pageSize);
        }
    }

    private Committed committed() throws IOException {
        ByteBuffer header = read(index, 0, INDEX_HEADER).order(ByteOrder.nativeOrder());
        int pageSize = Short.toUnsignedInt(header.getShort(14));
        long checksum = (long) header.getInt(24) << 32 | Integer.toUnsignedLong(header.getInt(28));
        return new Committed(
                Integer.toUnsignedLong(header.getInt(16)),
                pageSize == 1 ? 1 << 16 : pageSize,
                // The salt is copied as bytes.
                header.order(ByteOrder.BIG_ENDIAN).getLong(32),
                checksum);
    }

    /** Returns whether the header, the length and the last frame match the index. Reads a few bytes. */
    boolean isIntactAtItsEnds() throws IOException {
        Committed committed = committed();
        if (committed.frames() == 0) {
            return true;
        }
        return log.length() >= committed.position(committed.frames())
                && isHeader(read(log, 0, HEADER), committed)
                && isFrame(
                        read(log, committed.position(committed.frames() - 1), FRAME_HEADER),
                        committed,
                        committed.checksum());
    }

    /** Returns whether the header and every frame match the index. Reads the whole log. */
    boolean isIntact() throws IOException {
        if (!isIntactAtItsEnds()) {
            return false;
        }
        Committed committed = committed();
        if (committed.frames() == 0) {
            return true;
        }
        ByteBuffer header = read(log, 0, HEADER);
        Checksum checksum = new Checksum(
                header.getInt(0) == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, header.getLong(24));
        for (long i = 0; i < committed.frames(); i++) {
            ByteBuffer frame = read(log, committed.position(i), FRAME_HEADER + committed.pageSize());
            checksum.add(frame, 0, 8);
            checksum.add(frame, FRAME_HEADER, frame.limit());
            if (!isFrame(frame, committed, checksum.value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeader(ByteBuffer header, Committed committed) {
        int magic = header.getInt(0);
        return (magic == LITTLE_ENDIAN || magic == BIG_ENDIAN) && header.getLong(16) == committed.salt();
    }

    private static boolean isFrame(ByteBuffer frame, Committed committed, long checksum) {
        return frame.getLong(8) == committed.salt() && frame.getLong(16) == checksum;
    }

    /** Reads bytes from a position on; bytes beyond the end of the file are 0, and no header begins with 0. */
    private static ByteBuffer read(RandomAccessFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        int done = 0;
        for (int more = 0; more >= 0 && done < length; more = file.read(bytes, done, length - done)) {
            done += more;
        }
        return ByteBuffer.wrap(bytes);
    }

    /** The checksum of SQLite: two sums over pairs of words. */
    private static final class Checksum {

        private final ByteOrder order;
        private int first;
        private int second;

        Checksum(ByteOrder order, long start) {
            this.order = order;
            this.first = (int) (start >>> 32);
            this.second = (int) start;
        }

        void add(ByteBuffer bytes, int from, int to) {
            ByteBuffer words = bytes.duplicate().order(order);
            for (int i = from; i < to; i += 8) {
                first += words.getInt(i) + second;
                second += words.getInt(i + 4) + first;
            }
        }

        long value() {
            return (long) first << 32 | Integer.toUnsignedLong(second);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            log.close();
        } finally {
            index.close();
        }
    }
}
