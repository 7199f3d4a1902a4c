package dev.packhouse.adapter.http.operation;

import com.google.common.io.BaseEncoding;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Refusal;
import java.security.SecureRandom;

/**
 * Maps a {@link Refusal} to GitHub's error response: status, message, and documentation URL. Some messages hide the
 * reason.
 */
public final class RefusalResponses {

    private static final String SSO_DOCUMENTATION =
            "https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/";
    static final String SINGLE_SIGN_ON = "X-GitHub-SSO";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RefusalResponses() {}

    /**
     * The response to a refused deletion of a version. An admin of the package gets a message that the version does not
     * exist; for all other callers the domain has already hidden the package.
     */
    static ServerResponse ofVersionDeletion(Refusal refusal, String documentationUrl, PublicUrl base) {
        return refusal.equals(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND))
                ? ServerResponse.error(404, "Package version not found.", documentationUrl)
                : of(refusal, documentationUrl, base);
    }

    /** The response to a refused request of the operation that is documented at this URL. */
    public static ServerResponse of(Refusal refusal, String documentationUrl, PublicUrl base) {
        if (refusal instanceof UpstreamResponse response) {
            return ServerResponse.error(response.status(), response.message(), response.documentationUrl())
                    .with(SINGLE_SIGN_ON, response.singleSignOn());
        }
        return switch (refusal.reason()) {
            case AUTHENTICATION_REQUIRED, BAD_CREDENTIALS ->
                ServerResponse.error(401, refusal.explanation(), ServerResponse.DOCUMENTATION);
            case TOKEN_NOT_SUPPORTED, MISSING_SCOPES ->
                ServerResponse.error(403, refusal.explanation(), documentationUrl);
            case SSO_REQUIRED ->
                refusal instanceof Refusal.SsoRequired required
                        ? ssoRequired(required, base)
                        : ServerResponse.error(403, refusal.explanation(), SSO_DOCUMENTATION);
            case INVALID_ARGUMENT,
                    PAGE_OUT_OF_RANGE,
                    TOO_MANY_DOWNLOADS,
                    LAST_VERSION,
                    LAST_TAGGED_VERSION,
                    NAME_TAKEN,
                    VERSION_NAME_TAKEN -> ServerResponse.error(400, refusal.explanation(), documentationUrl);
            case OWNER_NOT_FOUND -> ServerResponse.error(404, "Not Found", documentationUrl);
            // One response for all of these, so that it does not reveal which packages and versions exist.
            case PACKAGE_NOT_FOUND,
                    NOT_READABLE,
                    NOT_ADMIN,
                    VERSION_NOT_FOUND,
                    NOT_DELETED,
                    PACKAGE_DELETED,
                    WINDOW_CLOSED -> ServerResponse.error(404, "Package not found.", documentationUrl);
        };
    }

    private static ServerResponse ssoRequired(Refusal.SsoRequired refusal, PublicUrl base) {
        Login organization = refusal.organization();
        byte[] request = new byte[20];
        RANDOM.nextBytes(request);
        return ServerResponse.error(403, refusal.explanation(), SSO_DOCUMENTATION)
                .with(
                        SINGLE_SIGN_ON,
                        "required; url=%s/orgs/%s/sso?authorization_request=%s"
                                .formatted(
                                        base.web(),
                                        organization,
                                        BaseEncoding.base32().encode(request)));
    }
}
