package dev.packhouse.adapter.github.client;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;

/** Builds paths below the API's address. A name is one path segment, its slashes are escaped. */
public final class ApiPaths {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    private ApiPaths() {}

    /**
     * Returns the path of an owner. The caller's own path is {@code /user}, which always shows the private packages.
     */
    public static String owner(Account owner, Principal caller) {
        if (caller.owns(owner)) {
            return "/user";
        }
        return (owner instanceof Organization ? "/orgs/" : "/users/")
                + SEGMENT.escape(owner.login().value());
    }

    /** Returns the path of a package below the path of its owner. */
    public static String ofPackage(Namespace namespace, PackageName name) {
        return "packages/%s/%s".formatted(namespace.type().label(), SEGMENT.escape(name.value()));
    }

    /** Returns the path of a package below the path of its owner. */
    public static String ofPackage(Package subject) {
        return ofPackage(subject.namespace(), subject.name());
    }

    /** Returns the path of a version below the path of its owner. */
    public static String ofVersion(Namespace namespace, PackageName name, VersionId id) {
        return ofPackage(namespace, name) + "/versions/" + id;
    }

    public static String user(String login) {
        return "/users/" + SEGMENT.escape(login);
    }

    public static String organization(String login) {
        return "/orgs/" + SEGMENT.escape(login);
    }
}
