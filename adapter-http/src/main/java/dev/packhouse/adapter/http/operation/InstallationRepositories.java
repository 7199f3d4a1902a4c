package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.payload.RepositoryPayloads;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.protocol.VersionLinks;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.Refusal;
import java.util.List;

/**
 * The operation that shows an installation token its repositories. The token of a workflow has one, that of the
 * workflow, so that the caller is all that the response depends on.
 */
final class InstallationRepositories {

    private static final String OTHER_TOKEN =
            "You must authenticate with an installation access token in order to list repositories for an installation.";

    private InstallationRepositories() {}

    static ServerResponse respond(Route route, AuthenticatedRequest request) {
        Principal caller = request.caller().principal();
        if (caller instanceof Principal.ActionsToken workflow) {
            return list(workflow.repository(), route, request);
        }
        if (caller instanceof Principal.Anonymous) {
            return RefusalResponses.of(
                    Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED), route.documentationUrl(), request.base());
        }
        return caller instanceof Principal.UnsupportedToken token && token.kind() == TokenKind.FINE_GRAINED
                ? RefusalResponses.of(
                        new Refusal.TokenNotSupported(token.kind()), route.documentationUrl(), request.base())
                : ServerResponse.error(403, OTHER_TOKEN, route.documentationUrl());
    }

    private static ServerResponse list(Repository repository, Route route, AuthenticatedRequest request) {
        PageRequest page = PageParameters.of(request.query());
        List<Repository> shown = page.number() == 1 ? List.of(repository) : List.of();
        return ServerResponse.ok(RepositoryPayloads.ofInstallation(1, shown, request.base()))
                .linking(VersionLinks.of(request.base().api() + route.template(), request.query(), page.number(), 1));
    }
}
