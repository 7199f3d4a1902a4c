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
import java.util.Optional;

/** Where things are, below the API's address. A name is one segment, whatever slashes it has. */
public final class ApiPaths {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    private ApiPaths() {}

    /**
     * The path of an owner's packages. The caller's own are asked for as {@code /user}, which shows private ones for
     * certain.
     */
    public static String owner(Account owner, Optional<Principal> caller) {
        if (isCaller(owner, caller)) {
            return "/user";
        }
        return (owner instanceof Organization ? "/orgs/" : "/users/")
                + SEGMENT.escape(owner.login().value());
    }

    /** Whether an account is the caller's own. */
    public static boolean isCaller(Account owner, Optional<Principal> caller) {
        return caller.flatMap(Principal::user)
                .filter(user -> user.id().equals(owner.id()))
                .isPresent();
    }

    /** The part of a package's path that does not depend on how its owner is named. */
    public static String ofPackage(Namespace namespace, PackageName name) {
        return "packages/%s/%s".formatted(namespace.type().label(), SEGMENT.escape(name.value()));
    }

    public static String ofPackage(Package subject) {
        return ofPackage(subject.namespace(), subject.name());
    }

    public static String ofVersion(Package owner, VersionId id) {
        return ofPackage(owner) + "/versions/" + id;
    }

    public static String user(String login) {
        return "/users/" + SEGMENT.escape(login);
    }

    public static String organization(String login) {
        return "/orgs/" + SEGMENT.escape(login);
    }
}
