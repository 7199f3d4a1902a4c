package dev.packhouse.adapter.http.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The bytes of a response. Immutable, and safe for many threads. */
public final class ResponseBody {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_SIZE = 8 << 10;
    private static final int LARGEST_SCRATCH = 256 << 10;

    /**
     * The buffer in which a thread encodes values of unknown size, so that the body gets an array of the exact size.
     */
    private static final ThreadLocal<ByteArrayOutputStream> SCRATCH =
            ThreadLocal.withInitial(() -> new ByteArrayOutputStream(USUAL_SIZE));

    /** No bytes. */
    public static final ResponseBody EMPTY = new ResponseBody(new byte[0]);

    private final byte[] bytes;
    private volatile ResponseBody compressed;

    private ResponseBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Encodes a JSON value. */
    public static ResponseBody json(Json json) {
        ByteArrayOutputStream scratch = SCRATCH.get();
        scratch.reset();
        write(json, scratch);
        ResponseBody body = new ResponseBody(scratch.toByteArray());
        if (body.size() > LARGEST_SCRATCH) {
            SCRATCH.remove();
        }
        return body;
    }

    /** Encodes a text in UTF-8. */
    public static ResponseBody text(String text) {
        return new ResponseBody(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Encodes a JSONP call of the function. Its argument contains {@code about} as {@code meta} and the value as
     * {@code data}.
     */
    public static ResponseBody callback(String function, Json about, Json value) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(USUAL_SIZE);
        target.writeBytes(("/**/" + function + "(").getBytes(StandardCharsets.US_ASCII));
        write(
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("meta");
                    about.writeTo(json);
                    json.writeFieldName("data");
                    value.writeTo(json);
                    json.writeEndObject();
                },
                target);
        target.writeBytes(")".getBytes(StandardCharsets.US_ASCII));
        return new ResponseBody(target.toByteArray());
    }

    private static void write(Json json, OutputStream target) {
        try (JsonGenerator generator = FACTORY.createGenerator(target)) {
            json.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail, so the value is no JSON", e);
        }
    }

    /** Returns the entity tag, without quotes: the SHA-256 of the bytes and the links. */
    public String entityTag(String links) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            digest.update(links.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Returns the bytes as a read-only buffer. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Returns the body compressed with gzip, and keeps it. Threads that need it at the same time may each compress it. */
    public ResponseBody compressed() {
        if (compressed == null) {
            compressed = compress();
        }
        return compressed;
    }

    private ResponseBody compress() {
        ByteArrayOutputStream target = new ByteArrayOutputStream(bytes.length / 4 + 256);
        try (GZIPOutputStream gzip = new Gzip(target)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return new ResponseBody(target.toByteArray());
    }

    /** Gzip at the fastest level. The default level takes two to four times as long, and saves a tenth of the bytes. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream target) throws IOException {
            super(target);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
