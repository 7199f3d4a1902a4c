package dev.packhouse.adapter.github.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import com.google.common.util.concurrent.Striped;
import dev.packhouse.adapter.github.client.ApiEndpoint;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.adapter.github.registry.NotReadException.Effect;
import dev.packhouse.domain.access.Credential;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * The tokens that the registry gives for the token of a caller, one for each repository. They are in memory only. Safe for many
 * threads.
 */
final class RegistryTokens {

    /** The registry takes any user beside a token. */
    private static final String USER = "x-access-token";

    private static final Escaper PARAMETER = UrlEscapers.urlFormParameterEscaper();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ApiEndpoint registry;
    private final RegistryTransport transport;
    private final Striped<Lock> renewals = Striped.lock(64);
    private final Cache<Key, String> tokens = CacheBuilder.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    RegistryTokens(ApiEndpoint registry, RegistryTransport transport) {
        this.registry = registry;
        this.transport = transport;
    }

    private record Key(String caller, String repository) {}

    /** Returns the token of a caller for a repository, as the header {@code Authorization}; empty if there is none yet. */
    Optional<String> find(Caller caller, String repository) {
        return Optional.ofNullable(tokens.getIfPresent(new Key(caller.key(), repository)));
    }

    /**
     * Returns another token than the one that the registry has rejected. Of several threads at the same time, one requests it.
     *
     * @param rejected the value of the header {@code Authorization} that the registry has rejected; empty if it had none
     * @param unauthorized the response that rejects it
     * @throws NotReadException if the registry gives none, or if the token of the caller would go to another address
     */
    String renew(Caller caller, String repository, Optional<String> rejected, RawResponse unauthorized)
            throws NotReadException {
        Key key = new Key(caller.key(), repository);
        Lock lock = renewals.get(key);
        lock.lock();
        try {
            Optional<String> renewed = find(caller, repository).filter(token -> !rejected.equals(Optional.of(token)));
            if (renewed.isPresent()) {
                return renewed.get();
            }
            tokens.invalidate(key);
            String token = request(caller, repository, unauthorized);
            tokens.put(key, token);
            return token;
        } finally {
            lock.unlock();
        }
    }

    private String request(Caller caller, String repository, RawResponse unauthorized) throws NotReadException {
        BearerChallenge challenge = BearerChallenge.parse(unauthorized.headers("www-authenticate"))
                .orElseThrow(() -> refused("the registry demands a token in a way that is not known here (401)", null));
        URI address = address(challenge, repository);
        RawResponse response = transport.get(caller, address, Map.of("Authorization", basic(caller)));
        if (response.status() != 200) {
            throw refused("the registry gives no token (%d)".formatted(response.status()), null);
        }
        try {
            JsonNode body = MAPPER.readTree(response.body());
            return "Bearer "
                    + JsonEntry.string(body, "token")
                            .or(() -> JsonEntry.string(body, "access_token"))
                            .filter(RegistryTokens::isOneWord)
                            .orElseThrow(() -> new IOException("It has no token"));
        } catch (IOException e) {
            // The cause is left out, because its message may quote a token.
            throw refused("the registry gives no token that can be used", null);
        }
    }

    private URI address(BearerChallenge challenge, String repository) throws NotReadException {
        URI realm;
        try {
            realm = URI.create(challenge.realm());
        } catch (IllegalArgumentException e) {
            throw refused("the registry names no valid address that gives tokens", e);
        }
        if (realm.getHost() == null || !registry.holds(realm)) {
            throw refused("the registry wants the token at another address, to which it is not sent", null);
        }
        String service = challenge
                .service()
                .map(name -> "service=" + PARAMETER.escape(name) + "&")
                .orElse("");
        String query = Optional.ofNullable(realm.getRawQuery())
                .filter(given -> !given.isEmpty())
                .map(given -> given + "&")
                .orElse("");
        return registry.at("%s?%s%sscope=repository:%s:pull".formatted(realm.getRawPath(), query, service, repository));
    }

    private static String basic(Caller caller) {
        String secret = ((Credential.Token) caller.credential()).secret();
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + secret).getBytes(UTF_8));
    }

    private static boolean isOneWord(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static NotReadException refused(String reason, Exception cause) {
        return new NotReadException(Effect.GIVE_UP_REPOSITORY, reason, cause);
    }
}
