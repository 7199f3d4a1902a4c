package dev.packhouse.adapter.github.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.packhouse.adapter.github.data.BackendDirectory;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@value #NAME} of the data directory: a {@link ManifestLine} for each manifest that was read. Lines are only added. In
 * memory is the position of each line. A line that is damaged or torn counts as absent. One process uses the file: the backend holds
 * the lock of the directory. Safe for many threads.
 *
 * <p>Lines are not forced to the disk: after a failure of the machine, the last ones are read from the registry again.
 */
final class ManifestFile implements AutoCloseable {

    static final String NAME = "manifests.jsonl";

    private static final byte[] PREFIX = ManifestLine.PREFIX.getBytes(ISO_8859_1);

    /** How many digits of a digest are the key of the index. */
    private static final int KEY_DIGITS = 16;

    private static final int BLOCK = 256 << 10;
    private static final int USUAL_LINE = 1 << 10;

    private final DigestIndex index = new DigestIndex();

    /** No channel, because an interrupted thread would close it for all. */
    private final RandomAccessFile file;

    private long end;
    private boolean torn;

    private ManifestFile(RandomAccessFile file) {
        this.file = file;
    }

    /** Opens the file in a directory, and creates it if it does not exist. Reads it once, from its beginning to its end. */
    static ManifestFile open(Path directory) throws IOException {
        Path path = directory.resolve(NAME);
        BackendDirectory.createFile(path);
        ManifestFile opened = new ManifestFile(new RandomAccessFile(path.toFile(), "rw"));
        try {
            opened.load();
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Finds the beginning of each whole line. */
    private void load() throws IOException {
        byte[] block = new byte[BLOCK];
        Head head = new Head();
        long start = 0;
        for (int read = file.read(block); read >= 0; read = file.read(block)) {
            for (int i = 0; i < read; i++) {
                end++;
                if (block[i] != '\n') {
                    head.add(block[i]);
                    continue;
                }
                if (head.isValid()) {
                    index.add(head.key, start);
                }
                head = new Head();
                start = end;
            }
        }
        torn = end > start;
    }

    /** The beginning of a line, up to the digits that are the key. */
    private static final class Head {

        private int length;
        private boolean valid = true;
        private long key;

        void add(byte next) {
            if (length < PREFIX.length) {
                valid &= next == PREFIX[length];
            } else if (length < PREFIX.length + KEY_DIGITS) {
                int digit = Character.digit(next, 16);
                valid &= digit >= 0;
                key = key << 4 | digit;
            }
            length++;
        }

        boolean isValid() {
            return valid && length > PREFIX.length + KEY_DIGITS;
        }
    }

    private static long key(Digest digest) {
        int start = "sha256:".length();
        return Long.parseUnsignedLong(digest.value(), start, start + KEY_DIGITS, 16);
    }

    /** Returns the manifest with this digest; empty if the file does not have it. */
    synchronized Optional<Manifest> find(Digest digest) throws IOException {
        for (long position : index.find(key(digest))) {
            Optional<Manifest> found = ManifestLine.parse(line(position), digest);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private byte[] line(long position) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] block = new byte[USUAL_LINE];
        file.seek(position);
        for (int read = file.read(block); read >= 0; read = file.read(block)) {
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    line.write(block, 0, i);
                    return line.toByteArray();
                }
            }
            line.write(block, 0, read);
        }
        return line.toByteArray();
    }

    /** Adds a manifest. A line that was torn before is ended first. */
    synchronized void add(Digest digest, Manifest manifest) throws IOException {
        byte[] line = ManifestLine.of(digest, manifest);
        file.seek(end);
        if (torn) {
            file.write('\n');
            end++;
            torn = false;
        }
        try {
            file.write(line);
        } catch (IOException e) {
            end = file.length();
            torn = true;
            throw e;
        }
        index.add(key(digest), end);
        end += line.length;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
