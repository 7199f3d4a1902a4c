package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Repository;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The encoded short forms of accounts and repositories, kept because packages repeat them. Each is a function of all that
 * it is kept under, so none can be out of date.
 */
final class JsonFragmentCache {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Bytes of text, roughly. */
    private static final long CAPACITY = 8 << 20;

    private final Cache<Key, SerializableString> kept = CacheBuilder.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Key key, SerializableString text) -> 512 + 2 * text.charLength())
            .build();

    private record Key(PublicUrl base, Object subject) {}

    void write(JsonGenerator json, Account account, PublicUrl base) throws IOException {
        json.writeRawValue(fragment(new Key(base, account), target -> {
            target.writeStartObject();
            SimpleUser.writeFields(target, account, base, "public");
            target.writeEndObject();
        }));
    }

    void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        json.writeRawValue(
                fragment(new Key(base, repository), target -> MinimalRepository.write(target, repository, base)));
    }

    /** Two threads may encode the same at once, which costs less than a lock for all that find it encoded. */
    private SerializableString fragment(Key key, Writing writing) {
        SerializableString found = kept.getIfPresent(key);
        if (found == null) {
            found = encoded(writing);
            kept.put(key, found);
        }
        return found;
    }

    private interface Writing {
        void to(JsonGenerator target) throws IOException;
    }

    private static SerializableString encoded(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator target = FACTORY.createGenerator(text)) {
            writing.to(target);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return new SerializedString(text.toString());
    }
}
