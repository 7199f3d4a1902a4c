package dev.packhouse.adapter.persistence.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One migration of the schema.
 *
 * @param version its number, from 1
 * @param name the name of its file
 * @param script its SQL statements
 */
record Migration(int version, String name, String script) {

    /** All files in the order of their versions. A released file is never edited: add a new one. */
    private static final List<String> FILES =
            List.of("001-packages.sql", "002-audit-fields.sql", "003-directory.sql", "004-manifests.sql");

    static List<Migration> all() {
        return IntStream.range(0, FILES.size())
                .mapToObj(i -> new Migration(i + 1, FILES.get(i), read(FILES.get(i))))
                .toList();
    }

    private static String read(String name) {
        try (InputStream file = Migration.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The migration %s is missing from the jar".formatted(name));
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the SHA-256 of the script, which shows whether a file was edited after it was applied. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
