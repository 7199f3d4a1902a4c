package dev.packhouse.adapter.http.route;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/** What a request asks for. */
public sealed interface Route {

    /** The path with names in place of values, for the log. */
    String template();

    /** Where GitHub documents it. */
    String documentationUrl();

    /** Whether it is there to change something. */
    default boolean changes() {
        return false;
    }

    /**
     * One of the operations on packages.
     *
     * @param endpoint which one
     * @param owner whose packages
     * @param path which of them; empty where the operation is about no single package
     */
    record PackageRoute(Endpoint endpoint, OwnerReference owner, Optional<PackagePath> path) implements Route {

        /** What is to be done. */
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
     * @param name its name, as it was written
     * @param version the version, where the path names one
     */
    record PackagePath(PackageType type, String name, Optional<VersionId> version) {}

    /**
     * One account.
     *
     * @param owner which one
     * @param organization whether it is asked for as an organization
     */
    record AccountRoute(String template, String documentationUrl, OwnerReference owner, boolean organization)
            implements Route {}

    /** What is there once. */
    enum StaticRoute implements Route {
        /** The addresses of everything else. */
        INDEX("/", "meta/meta#github-api-root"),
        /** What is known of the service. */
        META("/meta", "meta/meta#get-apiname-meta-information"),
        /** The versions of the API. */
        VERSIONS("/versions", "meta/meta#get-all-api-versions"),
        /** A sentence to think about. */
        ZEN("/zen", "meta/meta#get-the-zen-of-github"),
        /** How many requests the caller has left. */
        RATE_LIMIT("/rate_limit", "rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user"),
        /** How the backend is. Not one of GitHub's. */
        HEALTH("/_packhouse/health", ""),
        /** Nothing. */
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
