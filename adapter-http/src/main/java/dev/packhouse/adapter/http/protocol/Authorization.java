package dev.packhouse.adapter.http.protocol;

import dev.packhouse.domain.access.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Parses the header {@code Authorization}. */
public final class Authorization {

    private static final String FILLER = "x-oauth-basic";

    private Authorization() {}

    /**
     * Parses the credential in the header: {@code Bearer} or {@code token} and a token, or {@code Basic} with the token
     * as password, or as user name if the password is empty or {@code x-oauth-basic}.
     *
     * @param header the header; null if there is none
     * @return {@code None} without a header; empty if the header contains no token
     */
    public static Optional<Credential> parse(String header) {
        if (header == null) {
            return Optional.of(new Credential.None());
        }
        int space = header.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = header.substring(0, space);
        String value = header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("bearer") || scheme.equalsIgnoreCase("token")) {
            return token(value);
        }
        return scheme.equalsIgnoreCase("basic") ? basic(value) : Optional.empty();
    }

    private static Optional<Credential> basic(String encoded) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String password = decoded.substring(colon + 1);
        return token(password.isEmpty() || password.equals(FILLER) ? decoded.substring(0, colon) : password);
    }

    /** Accepts visible ASCII only. Other characters must not get into a header of a request to a remote registry. */
    private static Optional<Credential> token(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            if (secret.charAt(i) <= ' ' || secret.charAt(i) >= 0x7f) {
                return Optional.empty();
            }
        }
        return secret.isEmpty() ? Optional.empty() : Optional.of(new Credential.Token(secret));
    }
}
