package dev.packhouse.adapter.github.registry;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.Weigher;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests that were read. A digest names a content, so that an entry is valid for ever and for every caller. With a data
 * directory they are in its file, otherwise in memory; the file is opened by the first use. If the file fails, memory takes its
 * place. Safe for many threads.
 */
final class ManifestCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestCache.class);

    /** How many bytes the entries in memory have. */
    private static final long MEMORY = 32L << 20;

    /** What an entry has beside its line, about. */
    private static final int OVERHEAD = 250;

    private final Optional<Path> directory;
    private final Cache<Digest, byte[]> memory = CacheBuilder.newBuilder()
            .maximumWeight(MEMORY)
            .weigher((Weigher<Digest, byte[]>) (digest, line) -> line.length + OVERHEAD)
            .build();

    private boolean opened;
    private Optional<ManifestFile> file = Optional.empty();

    /**
     * Creates a cache.
     *
     * @param directory the data directory, which exists and is locked
     */
    ManifestCache(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Returns the manifest with this digest; empty if it was not read, or is not kept any more. */
    Optional<Manifest> find(Digest digest) {
        byte[] line = memory.getIfPresent(digest);
        if (line != null) {
            return ManifestLine.parse(line, digest);
        }
        Optional<ManifestFile> opened = file();
        try {
            return opened.isPresent() ? opened.get().find(digest) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The manifest {} cannot be read from the file {}", digest, ManifestFile.NAME, e);
            return Optional.empty();
        }
    }

    /** Keeps a manifest. */
    void add(Digest digest, Manifest manifest) {
        Optional<ManifestFile> opened = file();
        try {
            if (opened.isPresent()) {
                opened.get().add(digest, manifest);
                return;
            }
        } catch (IOException e) {
            LOG.warn("The manifest {} is not in the file {}, and is kept in memory", digest, ManifestFile.NAME, e);
        }
        memory.put(digest, ManifestLine.of(digest, manifest));
    }

    private synchronized Optional<ManifestFile> file() {
        if (!opened && directory.isPresent()) {
            try {
                file = Optional.of(ManifestFile.open(directory.get()));
            } catch (IOException e) {
                LOG.warn(
                        "The file {} of {} cannot be used; manifests are kept in memory",
                        ManifestFile.NAME,
                        directory.get(),
                        e);
            }
        }
        opened = true;
        return file;
    }

    @Override
    public synchronized void close() {
        opened = true;
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            LOG.debug("The file {} could not be closed", ManifestFile.NAME, e);
        }
        file = Optional.empty();
    }
}
