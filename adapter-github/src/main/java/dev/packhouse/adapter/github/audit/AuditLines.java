package dev.packhouse.adapter.github.audit;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.StoredAuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The lines of a file as it was opened, while another thread or process may append to it or replace it. What follows the last
 * line break is not complete, and is left out. Holds a block of the file in memory at a time.
 *
 * <p>Reads with a {@link RandomAccessFile}: an interrupt of the reading thread would close a channel.
 */
final class AuditLines implements AutoCloseable {

    private static final int BLOCK = 64 << 10;

    /** Longer lines are no entries. */
    private static final int MAX_LINE = 64 << 10;

    private final RandomAccessFile file;
    private final long length;

    private AuditLines(RandomAccessFile file, long length) {
        this.file = file;
        this.length = length;
    }

    static AuditLines open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return new AuditLines(file, file.length());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * A line.
     *
     * @param bytes the line without its line break; one that is too long is cut
     * @param end the position behind its line break
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(byte[] bytes, long end) {

        Optional<StoredAuditEntry> entry() {
            return JsonLine.entry(bytes);
        }
    }

    /** Returns the entries that the query selects, the newest first. */
    List<StoredAuditEntry> select(AuditQuery query) throws IOException {
        List<StoredAuditEntry> selected = new ArrayList<>();
        backwards(query.before().isPresent() ? end(query.before().getAsLong()) : length, line -> {
            JsonLine.entry(line).filter(query::selects).ifPresent(selected::add);
            return selected.size() < query.limit();
        });
        return List.copyOf(selected);
    }

    /** Returns the highest id that was given; 0 if none was. */
    long lastId() throws IOException {
        long[] last = {0};
        backwards(length, line -> {
            OptionalLong id = JsonLine.lastId(line);
            last[0] = id.orElse(0);
            return id.isEmpty();
        });
        return last[0];
    }

    /** Passes the lines that end at this position or before, the last one first, as long as the visitor returns true. */
    private void backwards(long end, Predicate<byte[]> visitor) throws IOException {
        byte[] rest = {};
        // What follows the last line break of all, or the end of a line that is too long, is no line.
        boolean skipping = true;
        for (long position = end; position > 0; ) {
            int size = (int) Math.min(BLOCK, position);
            position -= size;
            byte[] block = Arrays.copyOf(read(position, size), size + rest.length);
            System.arraycopy(rest, 0, block, size, rest.length);
            int lineEnd = block.length;
            for (int i = size - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    if (!skipping && !visitor.test(Arrays.copyOfRange(block, i + 1, lineEnd))) {
                        return;
                    }
                    skipping = false;
                    lineEnd = i;
                }
            }
            rest = Arrays.copyOf(block, lineEnd);
            if (rest.length > MAX_LINE) {
                rest = new byte[0];
                skipping = true;
            }
        }
        if (!skipping) {
            var unused = visitor.test(rest);
        }
    }

    /** Returns the position at which the lines with an id below this one end, by a binary search: ids ascend. */
    private long end(long before) throws IOException {
        long low = 0;
        long high = length;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Optional<Line> line = firstEntry(middle, high);
            if (line.isPresent() && line.get().entry().orElseThrow().id() < before) {
                low = line.get().end();
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the first line with an entry that begins at the lower bound or behind it, and before the upper bound. */
    private Optional<Line> firstEntry(long from, long to) throws IOException {
        Optional<Line> cut = from == 0 ? Optional.empty() : firstLine(from - 1, line -> true);
        long start = from == 0 ? 0 : cut.map(Line::end).orElse(length);
        return start >= to
                ? Optional.empty()
                : firstLine(start, line -> line.end() >= to || line.entry().isPresent())
                        .filter(line -> line.entry().isPresent());
    }

    private Optional<Line> firstLine(long start, Predicate<Line> wanted) throws IOException {
        List<Line> found = new ArrayList<>(1);
        forwards(start, line -> {
            if (wanted.test(line)) {
                found.add(line);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Passes the lines from this position on, as long as the visitor returns true. */
    void forwards(long start, Predicate<Line> visitor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long position = start; position < length; ) {
            byte[] block = read(position, (int) Math.min(BLOCK, length - position));
            int lineStart = 0;
            for (int i = 0; i < block.length; i++) {
                if (block[i] == '\n') {
                    bytes.write(block, lineStart, i - lineStart);
                    if (!visitor.test(new Line(bytes.toByteArray(), position + i + 1))) {
                        return;
                    }
                    bytes.reset();
                    lineStart = i + 1;
                }
            }
            if (bytes.size() <= MAX_LINE) {
                bytes.write(block, lineStart, block.length - lineStart);
            }
            position += block.length;
        }
    }

    private byte[] read(long position, int size) throws IOException {
        byte[] block = new byte[size];
        file.seek(position);
        file.readFully(block);
        return block;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
