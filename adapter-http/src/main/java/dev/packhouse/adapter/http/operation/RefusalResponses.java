package dev.packhouse.adapter.http.operation;

import com.google.common.io.BaseEncoding;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Refusal;
import java.security.SecureRandom;

/** Says no as GitHub does: with which status, in which words, and with how much of the truth. */
public final class RefusalResponses {

    private static final String SSO_DOCUMENTATION =
            "https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/";
    static final String SINGLE_SIGN_ON = "X-GitHub-SSO";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RefusalResponses() {}

    /**
     * The answer to a refused deletion of a version. A caller who may delete the others learns that this one is not there;
     * from everybody else the domain has hidden it before.
     */
    static ServerResponse ofVersionDeletion(Refusal refusal, String documentationUrl, PublicUrl base) {
        return refusal instanceof Refusal.VersionNotFound
                ? ServerResponse.error(404, "Package version not found.", documentationUrl)
                : of(refusal, documentationUrl, base);
    }

    /** The answer to a request that was refused at an operation which is documented here. */
    public static ServerResponse of(Refusal refusal, String documentationUrl, PublicUrl base) {
        if (refusal instanceof Refusal.UpstreamRefusal upstream) {
            Refusal.UpstreamResponse answer = upstream.response();
            return ServerResponse.error(answer.status(), answer.message(), answer.documentationUrl())
                    .with(SINGLE_SIGN_ON, answer.singleSignOn());
        }
        return switch (refusal.reason()) {
            case AUTHENTICATION_REQUIRED, BAD_CREDENTIALS ->
                ServerResponse.error(401, refusal.explanation(), ServerResponse.DOCUMENTATION);
            case TOKEN_NOT_SUPPORTED, MISSING_SCOPES ->
                ServerResponse.error(403, refusal.explanation(), documentationUrl);
            case SSO_REQUIRED -> ssoRequired((Refusal.SsoRequired) refusal, base);
            case INVALID_ARGUMENT,
                    PAGE_OUT_OF_RANGE,
                    TOO_MANY_DOWNLOADS,
                    LAST_VERSION,
                    LAST_TAGGED_VERSION,
                    NAME_TAKEN,
                    VERSION_NAME_TAKEN -> ServerResponse.error(400, refusal.explanation(), documentationUrl);
            case OWNER_NOT_FOUND -> ServerResponse.error(404, "Not Found", documentationUrl);
            // One answer for all of these: whoever gets it learns nothing of what exists.
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
