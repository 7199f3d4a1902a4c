package dev.packhouse.adapter.http.route;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/** The resource and operation that method and path of a request identify. */
public sealed interface Route {

    /** The path with placeholders in place of values, for the log. */
    String template();

    /** The URL of GitHub's documentation. */
    String documentationUrl();

    /** Whether the operation changes data. */
    default boolean changes() {
        return false;
    }

    /**
     * An operation on packages.
     *
     * @param endpoint the operation and the form of its path
     * @param owner the owner of the packages
     * @param path the package or version; empty if the operation applies to no single package
     */
    record PackageRoute(Endpoint endpoint, OwnerReference owner, Optional<PackagePath> path) implements Route {

        /** The operation. */
        public Operation operation() {
            return endpoint.operation();
        }

        @Override
        public String template() {
            return endpoint.template();
        }

        @Override
        public String documentationUrl() {
            return endpoint.documentationUrl();
        }

        @Override
        public boolean changes() {
            return operation().changes();
        }
    }

    /**
     * A package, or a version of one.
     *
     * @param type the type of the package
     * @param name the decoded name, not validated
     * @param version the version; empty if the path has none
     */
    record PackagePath(PackageType type, String name, Optional<VersionId> version) {}

    /**
     * A request for one account.
     *
     * @param owner the account
     * @param organization whether the path is one of an organization
     */
    record AccountRoute(String template, String documentationUrl, OwnerReference owner, boolean organization)
            implements Route {}

    /**
     * A read of members, memberships or repositories.
     *
     * @param endpoint what is read
     * @param owner whose; {@link OwnerReference.InvalidLogin} if any name in the path is not valid
     * @param name the last segment of the path, decoded: a login or the name of a repository, where the endpoint has one
     * @param resource the path below the address of the API, percent-encoded
     */
    record DirectoryRoute(
            DirectoryEndpoint endpoint, String template, OwnerReference owner, String name, String resource)
            implements Route {

        @Override
        public String documentationUrl() {
            return endpoint.documentationUrl();
        }
    }

    /** A query in GraphQL. */
    record GraphQlRoute() implements Route {

        @Override
        public String template() {
            return "/graphql";
        }

        @Override
        public String documentationUrl() {
            return "https://docs.github.com/graphql";
        }
    }

    /** The routes of GitHub's API without parameters. */
    enum StaticRoute implements Route {
        /** The URLs of GitHub's API. */
        INDEX("/", "meta/meta#github-api-root"),
        /** Information about the service. */
        META("/meta", "meta/meta#get-apiname-meta-information"),
        /** The versions of the API. */
        VERSIONS("/versions", "meta/meta#get-all-api-versions"),
        /** A random sentence. */
        ZEN("/zen", "meta/meta#get-the-zen-of-github"),
        /** The rate limit of the caller. */
        RATE_LIMIT("/rate_limit", "rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user"),
        /** The repositories that an installation token may see. */
        INSTALLATION_REPOSITORIES(
                "/installation/repositories",
                "apps/installations#list-repositories-accessible-to-the-app-installation"),
        /** No route matches. */
        UNKNOWN("unknown", "");

        private final String template;
        private final String documentationUrl;

        StaticRoute(String template, String documentation) {
            this.template = template;
            this.documentationUrl =
                    "https://docs.github.com/rest" + (documentation.isEmpty() ? "" : "/" + documentation);
        }

        @Override
        public String template() {
            return template;
        }

        @Override
        public String documentationUrl() {
            return documentationUrl;
        }
    }
}
