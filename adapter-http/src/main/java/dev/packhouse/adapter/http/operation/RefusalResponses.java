package dev.packhouse.adapter.http.operation;

import com.google.common.io.BaseEncoding;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Refusal;
import java.security.SecureRandom;
import java.util.Set;

/**
 * Maps a {@link Refusal} to GitHub's error response: status, message, and documentation URL. Some messages hide the
 * reason.
 */
public final class RefusalResponses {

    private static final String SSO_DOCUMENTATION =
            "https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/";
    static final String SINGLE_SIGN_ON = "X-GitHub-SSO";

    private static final String OWNER_NOT_FOUND = "Not Found";
    private static final String PACKAGE_NOT_FOUND = "Package not found.";
    private static final String VERSION_NOT_FOUND = "Package version not found.";

    /** These have one response, so that it does not reveal which packages and versions exist. */
    private static final Set<Refusal.Reason> HIDDEN = Set.of(
            Refusal.Reason.PACKAGE_NOT_FOUND,
            Refusal.Reason.NOT_READABLE,
            Refusal.Reason.NOT_ADMIN,
            Refusal.Reason.VERSION_NOT_FOUND,
            Refusal.Reason.NOT_DELETED,
            Refusal.Reason.PACKAGE_DELETED,
            Refusal.Reason.WINDOW_CLOSED);

    private static final SecureRandom RANDOM = new SecureRandom();

    private RefusalResponses() {}

    /**
     * The response to a refused change, with the header of the decision. An admin of the package who deletes a version gets a
     * message that the version does not exist; for all other callers the domain has already hidden the package.
     */
    public static ServerResponse ofChange(
            Operation operation, Refusal refusal, String documentationUrl, PublicUrl base) {
        if (operation == Operation.DELETE_VERSION && refusal.equals(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND))) {
            ServerResponse notFound = ServerResponse.error(404, VERSION_NOT_FOUND, documentationUrl);
            return DecisionHeader.refused(notFound.refusedFor(refusal.reason().name()), refusal.reason());
        }
        return DecisionHeader.refused(of(refusal, documentationUrl, base), revealed(refusal));
    }

    /**
     * The reason that the response to a refusal reveals: refusals with the same response have the same one. So the reason can be
     * shown beside the response.
     */
    static Refusal.Reason revealed(Refusal refusal) {
        if (refusal instanceof UpstreamResponse response && response.status() == 404) {
            // The reason may come from what else is known, such as the kind of the request.
            return switch (response.message()) {
                case VERSION_NOT_FOUND -> Refusal.Reason.VERSION_NOT_FOUND;
                case OWNER_NOT_FOUND -> Refusal.Reason.OWNER_NOT_FOUND;
                default -> Refusal.Reason.PACKAGE_NOT_FOUND;
            };
        }
        boolean hidden = !(refusal instanceof UpstreamResponse) && HIDDEN.contains(refusal.reason());
        return hidden ? Refusal.Reason.PACKAGE_NOT_FOUND : refusal.reason();
    }

    /** The response to a refused request of the operation that is documented at this URL. */
    public static ServerResponse of(Refusal refusal, String documentationUrl, PublicUrl base) {
        return response(refusal, documentationUrl, base)
                .refusedFor(refusal.reason().name());
    }

    private static ServerResponse response(Refusal refusal, String documentationUrl, PublicUrl base) {
        if (refusal instanceof UpstreamResponse response) {
            return ServerResponse.error(response.status(), response.message(), response.documentationUrl())
                    .with(SINGLE_SIGN_ON, response.singleSignOn());
        }
        return switch (revealed(refusal)) {
            case AUTHENTICATION_REQUIRED, BAD_CREDENTIALS ->
                ServerResponse.error(401, refusal.explanation(), ServerResponse.DOCUMENTATION);
            case TOKEN_NOT_SUPPORTED, MISSING_SCOPES ->
                ServerResponse.error(403, refusal.explanation(), documentationUrl);
            case SSO_REQUIRED ->
                refusal instanceof Refusal.SsoRequired required
                        ? ssoRequired(required, base)
                        : ServerResponse.error(403, refusal.explanation(), SSO_DOCUMENTATION);
            case INVALID_ARGUMENT ->
                ServerResponse.error(
                        refusal instanceof Refusal.OwnersOnly ? 422 : 400, refusal.explanation(), documentationUrl);
            case PAGE_OUT_OF_RANGE,
                    TOO_MANY_DOWNLOADS,
                    LAST_VERSION,
                    LAST_TAGGED_VERSION,
                    NAME_TAKEN,
                    VERSION_NAME_TAKEN -> ServerResponse.error(400, refusal.explanation(), documentationUrl);
            case OWNER_NOT_FOUND -> ServerResponse.error(404, OWNER_NOT_FOUND, documentationUrl);
            // Only the first of these is left of those that are hidden.
            case PACKAGE_NOT_FOUND,
                    NOT_READABLE,
                    NOT_ADMIN,
                    VERSION_NOT_FOUND,
                    NOT_DELETED,
                    PACKAGE_DELETED,
                    WINDOW_CLOSED -> ServerResponse.error(404, PACKAGE_NOT_FOUND, documentationUrl);
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
