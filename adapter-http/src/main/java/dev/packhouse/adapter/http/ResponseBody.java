package dev.packhouse.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
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

/** The bytes of a response. Immutable after the factory methods return, and safe for many threads. */
final class ResponseBody extends ByteArrayOutputStream {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_SIZE = 8 << 10;
    private static final int LARGEST_SCRATCH = 256 << 10;

    /**
     * The buffer in which a thread encodes values of unknown size, so that the body gets an array of the exact size.
     */
    private static final ThreadLocal<ResponseBody> SCRATCH =
            ThreadLocal.withInitial(() -> new ResponseBody(USUAL_SIZE));

    private volatile ResponseBody compressed;

    private ResponseBody(int size) {
        super(size);
    }

    static ResponseBody json(Json json) {
        ResponseBody scratch = SCRATCH.get();
        scratch.reset();
        scratch.append(json);
        if (scratch.buf.length > LARGEST_SCRATCH) {
            SCRATCH.remove();
        }
        return scratch.copy();
    }

    static ResponseBody text(String text) {
        ResponseBody body = new ResponseBody(text.length());
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return body;
    }

    /**
     * Encodes a JSONP call of the function. Its argument contains {@code about} as {@code meta} and the value as
     * {@code data}.
     */
    static ResponseBody callback(String function, Json about, Json value) {
        ResponseBody body = new ResponseBody(USUAL_SIZE);
        body.writeBytes(("/**/" + function + "(").getBytes(StandardCharsets.US_ASCII));
        body.append(json -> {
            json.writeStartObject();
            json.writeFieldName("meta");
            about.writeTo(json);
            json.writeFieldName("data");
            value.writeTo(json);
            json.writeEndObject();
        });
        body.writeBytes(")".getBytes(StandardCharsets.US_ASCII));
        return body;
    }

    private void append(Json json) {
        try (JsonGenerator generator = FACTORY.createGenerator(this)) {
            json.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail, so the value is no JSON", e);
        }
    }

    /** The entity tag, without quotes: the SHA-256 of the bytes and the links. */
    String entityTag(String links) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(buf, 0, count);
            digest.update(links.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Returns the bytes as a read-only buffer. */
    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(buf, 0, count).asReadOnlyBuffer();
    }

    private ResponseBody copy() {
        ResponseBody copy = new ResponseBody(count);
        copy.write(buf, 0, count);
        return copy;
    }

    /** Returns the body compressed with gzip. It is compressed once. */
    ResponseBody compressed() {
        if (compressed == null) {
            compressed = compress();
        }
        return compressed;
    }

    private ResponseBody compress() {
        ResponseBody target = new ResponseBody(count / 4 + 256);
        try (GZIPOutputStream gzip = new Gzip(target)) {
            gzip.write(buf, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return target;
    }

    /** Gzip at the fastest level. The default level takes two to four times as long, and saves a tenth of the bytes. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream target) throws IOException {
            super(target);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
