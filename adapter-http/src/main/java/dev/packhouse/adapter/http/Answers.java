package dev.packhouse.adapter.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.http.operation.Call;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.domain.access.Principal;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Keeps answers that are still true, encoded as they are sent.
 *
 * <p>It is exact: an answer belongs to one caller, and to one moment of the backend. It is kept only if the backend was at
 * that moment before the caller was identified and after the answer was made, and given only if it is still there. Safe for
 * many threads.
 */
final class Answers {

    /** Bytes; of a body twice as many as it has, as it may be there compressed as well. */
    private static final long CAPACITY = 8 << 20;

    private static final int LARGEST = 256 << 10;

    private final PackageCatalog catalog;
    private final Cache<Question, Kept> kept = CacheBuilder.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Question question, Kept answer) -> 512 + 2 * answer.size())
            .build();

    Answers(PackageCatalog catalog) {
        this.catalog = catalog;
    }

    /** All that an answer depends on, but for what can be read. */
    private record Question(Principal caller, Route route, String query, PublicUrl base) {

        int size() {
            return query == null ? 0 : query.length();
        }
    }

    private record Kept(long moment, Reply reply, int size) {}

    /**
     * An answer: one that was kept, or a new one.
     *
     * @param before the moment of the backend before the caller was identified
     */
    Reply answer(Exchange exchange, Call call, OptionalLong before, Supplier<Reply> making) {
        if (before.isEmpty() || !lasting(exchange)) {
            return making.get();
        }
        Question question = new Question(
                call.caller(), exchange.target().route(), exchange.request().getQueryString(), call.base());
        Kept found = kept.getIfPresent(question);
        if (found != null && found.moment == before.getAsLong() && isNow(before)) {
            return found.reply;
        }
        Reply reply = making.get();
        if (reply.status() != 200 || !(reply.content() instanceof Reply.Value value)) {
            return reply;
        }
        String links = reply.links().orElse("");
        Encoded json = Encoded.of(value.json(), links);
        Reply encoded = reply.carrying(json);
        // A query of any length comes back in the links, several times.
        int size = json.size() + links.length() + question.size();
        if (size <= LARGEST && isNow(before)) {
            kept.put(question, new Kept(before.getAsLong(), encoded, size));
        }
        return encoded;
    }

    private boolean isNow(OptionalLong moment) {
        return catalog.dataVersion().equals(moment);
    }

    /** What is deleted is shown for so long only; and what a script asks for is not the value alone. */
    private static boolean lasting(Exchange exchange) {
        return exchange.target().route() instanceof Route.Packages
                && exchange.request().getMethod().equals("GET")
                && exchange.query().value("state").isEmpty()
                && exchange.query().value("callback").isEmpty();
    }
}
