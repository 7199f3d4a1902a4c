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
 * Caches the encoded short forms of accounts and repositories, which many packages repeat. The key of a cache entry
 * contains everything that its value is made from, so that no entry can be stale.
 */
final class JsonFragmentCache implements JsonFragments {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** In bytes of text, approximately. */
    private static final long CAPACITY = 8 << 20;

    private final JsonFragments fragments;

    private final Cache<Key, SerializableString> encoded = CacheBuilder.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Key key, SerializableString text) -> 512 + 2 * text.charLength())
            .build();

    /** Caches what these fragments write. */
    JsonFragmentCache(JsonFragments fragments) {
        this.fragments = fragments;
    }

    private record Key(PublicUrl base, Object subject) {}

    @Override
    public void write(JsonGenerator json, Account account, PublicUrl base) throws IOException {
        json.writeRawValue(fragment(new Key(base, account), target -> fragments.write(target, account, base)));
    }

    @Override
    public void write(JsonGenerator json, Repository repository, PublicUrl base) throws IOException {
        json.writeRawValue(fragment(new Key(base, repository), target -> fragments.write(target, repository, base)));
    }

    /** Two threads may encode the same fragment at once. This costs less than a lock for each cache hit. */
    private SerializableString fragment(Key key, FragmentWriter writer) {
        SerializableString found = encoded.getIfPresent(key);
        if (found == null) {
            found = encode(writer);
            encoded.put(key, found);
        }
        return found;
    }

    private interface FragmentWriter {
        void writeTo(JsonGenerator target) throws IOException;
    }

    private static SerializableString encode(FragmentWriter writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator target = FACTORY.createGenerator(text)) {
            writer.writeTo(target);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return new SerializedString(text.toString());
    }
}
