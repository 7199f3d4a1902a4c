package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.VersionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One reason why a request is refused, with the facts behind it.
 *
 * <p>{@link #explanation()} tells the whole truth and is meant for whoever runs the product. What a client may be told is
 * decided at the protocol: a caller who may not read a package is not told that it exists.
 */
public sealed interface Refusal {

    /** The reason, for a switch that handles them all. */
    Reason reason();

    /** A sentence for people, in GitHub's own words where GitHub has some. */
    String explanation();

    /** Every reason there is: first what concerns the token, then the owner, the package, the version, the rules. */
    enum Reason {
        AUTHENTICATION_REQUIRED,
        BAD_CREDENTIALS,
        TOKEN_NOT_SUPPORTED,
        MISSING_SCOPES,
        SSO_REQUIRED,
        OWNER_NOT_FOUND,
        INVALID_ARGUMENT,
        PAGE_OUT_OF_RANGE,
        PACKAGE_NOT_FOUND,
        NOT_READABLE,
        NOT_ADMIN,
        VERSION_NOT_FOUND,
        TOO_MANY_DOWNLOADS,
        LAST_VERSION,
        LAST_TAGGED_VERSION,
        PACKAGE_DELETED,
        NOT_DELETED,
        WINDOW_CLOSED,
        NAME_TAKEN,
        VERSION_NAME_TAKEN
    }

    /** No token was shown. Every packages operation needs one, even for public packages. */
    record AuthenticationRequired() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.AUTHENTICATION_REQUIRED;
        }

        @Override
        public String explanation() {
            return "Requires authentication";
        }
    }

    /** The token is unknown, revoked or expired. */
    record BadCredentials() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.BAD_CREDENTIALS;
        }

        @Override
        public String explanation() {
            return "Bad credentials";
        }
    }

    /**
     * Tokens of this kind are not accepted, or not for this.
     *
     * @param kind the kind of the token
     */
    record TokenNotSupported(TokenKind kind) implements Refusal {
        /** Checks that nothing is null. */
        public TokenNotSupported {
            requireNonNull(kind, "kind");
        }

        @Override
        public Reason reason() {
            return Reason.TOKEN_NOT_SUPPORTED;
        }

        @Override
        public String explanation() {
            return switch (kind) {
                case CLASSIC, OAUTH_APP, FINE_GRAINED -> "Resource not accessible by personal access token";
                case USER_TO_SERVER, INSTALLATION -> "Resource not accessible by integration";
            };
        }
    }

    /**
     * The token lacks scopes. Found before anything is looked up, so it says nothing of what exists.
     *
     * @param operation what was asked
     * @param required all scopes that it needs; at least one
     * @param missing those of them that the token lacks
     */
    record MissingScopes(Operation operation, List<Scope> required, List<Scope> missing) implements Refusal {
        /**
         * Copies the scopes.
         *
         * @throws IllegalArgumentException if none is required
         */
        public MissingScopes {
            requireNonNull(operation, "operation");
            required = List.copyOf(required);
            missing = List.copyOf(missing);
            if (required.isEmpty()) {
                throw new IllegalArgumentException("No scope is required to %s".formatted(operation.phrase()));
            }
        }

        @Override
        public Reason reason() {
            return Reason.MISSING_SCOPES;
        }

        @Override
        public String explanation() {
            int last = required.size() - 1;
            String names = required.get(last).label();
            if (last > 0) {
                names = required.subList(0, last).stream().map(Scope::label).collect(joining(", ")) + " and " + names;
            }
            return "You need at least %s %s to %s."
                    .formatted(names, last == 0 ? "scope" : "scopes", operation.phrase());
        }
    }

    /**
     * The organization has single sign-on and the token is not authorized for it.
     *
     * @param organization the organization
     */
    record SsoRequired(Login organization) implements Refusal {
        /** Checks that nothing is null. */
        public SsoRequired {
            requireNonNull(organization, "organization");
        }

        @Override
        public Reason reason() {
            return Reason.SSO_REQUIRED;
        }

        @Override
        public String explanation() {
            return "Resource protected by organization SAML enforcement. You must grant your Personal Access token"
                    + " access to this organization.";
        }
    }

    /** There is no such user or organization. */
    record OwnerNotFound() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.OWNER_NOT_FOUND;
        }

        @Override
        public String explanation() {
            return "Not Found";
        }
    }

    /** A list was asked for with a type, visibility or state that does not exist, or with a token it is not open to. */
    record InvalidArgument() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.INVALID_ARGUMENT;
        }

        @Override
        public String explanation() {
            return "Invalid argument.";
        }
    }

    /**
     * A page of packages lies behind the last one that can be asked for.
     *
     * @param limit the largest product of page and page size
     */
    record PageOutOfRange(long limit) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.PAGE_OUT_OF_RANGE;
        }

        @Override
        public String explanation() {
            return "The value of `per_page` multiplied by `page` cannot be greater than %s.".formatted(limit);
        }
    }

    /** There is no such package. */
    record PackageNotFound() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.PACKAGE_NOT_FOUND;
        }

        @Override
        public String explanation() {
            return "There is no such package";
        }
    }

    /**
     * The caller may not know that the package exists.
     *
     * @param id the package
     */
    record NotReadable(PackageId id) implements Refusal {
        /** Checks that nothing is null. */
        public NotReadable {
            requireNonNull(id, "id");
        }

        @Override
        public Reason reason() {
            return Reason.NOT_READABLE;
        }

        @Override
        public String explanation() {
            return "The caller may not read package %s".formatted(id);
        }
    }

    /**
     * The caller may read the package, and would have to be its admin. GitHub hides this as if it did not exist.
     *
     * @param id the package
     * @param actual the role the caller has
     */
    record NotAdmin(PackageId id, Role actual) implements Refusal {
        /** Checks that nothing is null. */
        public NotAdmin {
            requireNonNull(id, "id");
            requireNonNull(actual, "actual");
        }

        @Override
        public Reason reason() {
            return Reason.NOT_ADMIN;
        }

        @Override
        public String explanation() {
            return "Deleting and restoring need the role admin on package %s, the caller has %s"
                    .formatted(id, actual.label());
        }
    }

    /** The package has no such version, or it is deleted already. */
    record VersionNotFound() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.VERSION_NOT_FOUND;
        }

        @Override
        public String explanation() {
            return "There is no such package version";
        }
    }

    /**
     * Public, and downloaded too often to be deleted by anybody but GitHub's support.
     *
     * @param downloads how often; empty if only a remote registry knows
     * @param limit the most downloads that still allow a deletion
     */
    record TooManyDownloads(OptionalLong downloads, long limit) implements Refusal {
        /** Checks that nothing is null. */
        public TooManyDownloads {
            requireNonNull(downloads, "downloads");
        }

        @Override
        public Reason reason() {
            return Reason.TOO_MANY_DOWNLOADS;
        }

        @Override
        public String explanation() {
            return ("Publicly visible package versions with more than %s downloads cannot be deleted."
                            + " Contact GitHub support for further assistance.")
                    .formatted(limit);
        }
    }

    /** The only version left. The package can be deleted instead. */
    record LastVersion() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.LAST_VERSION;
        }

        @Override
        public String explanation() {
            return "You cannot delete the last version of a package. You must delete the package instead.";
        }
    }

    /** The only version of a container package that has tags. The package can be deleted instead. */
    record LastTaggedVersion() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.LAST_TAGGED_VERSION;
        }

        @Override
        public String explanation() {
            return "You cannot delete the last tagged version of a package. You must delete the package instead.";
        }
    }

    /** There is nothing to restore: it is active. */
    record NotDeleted() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.NOT_DELETED;
        }

        @Override
        public String explanation() {
            return "It is not deleted";
        }
    }

    /**
     * The version's package is deleted, and has to be restored first.
     *
     * @param id the package
     */
    record PackageDeleted(PackageId id) implements Refusal {
        /** Checks that nothing is null. */
        public PackageDeleted {
            requireNonNull(id, "id");
        }

        @Override
        public Reason reason() {
            return Reason.PACKAGE_DELETED;
        }

        @Override
        public String explanation() {
            return "Package %s is deleted: restore it first".formatted(id);
        }
    }

    /**
     * Deleted too long ago.
     *
     * @param tombstone when it was deleted
     * @param now when the restore was asked for
     */
    record WindowClosed(Tombstone tombstone, Instant now) implements Refusal {
        /** Checks that nothing is null. */
        public WindowClosed {
            requireNonNull(tombstone, "tombstone");
            requireNonNull(now, "now");
        }

        /** How many whole days have passed since the deletion. */
        public long daysSinceDeletion() {
            return Duration.between(tombstone.deletedAt(), now).toDays();
        }

        @Override
        public Reason reason() {
            return Reason.WINDOW_CLOSED;
        }

        @Override
        public String explanation() {
            return "Deleted %s days ago; it could be restored until %s"
                    .formatted(daysSinceDeletion(), tombstone.restorableUntil());
        }
    }

    /**
     * Another package has taken the name since.
     *
     * @param name the name
     * @param holder the active package that has it now; empty if the caller may not read that package
     */
    record NameTaken(PackageName name, Optional<PackageId> holder) implements Refusal {
        /** Checks that nothing is null. */
        public NameTaken {
            requireNonNull(name, "name");
            requireNonNull(holder, "holder");
        }

        @Override
        public Reason reason() {
            return Reason.NAME_TAKEN;
        }

        @Override
        public String explanation() {
            return holder.map(id ->
                            ("The name \"%s\" is in use by package %s. You must delete that package before you can"
                                            + " restore this one.")
                                    .formatted(name, id))
                    .orElseGet(
                            () -> ("The name \"%s\" is in use by another package, which you may not read. An admin of"
                                            + " that package must delete it before you can restore this one.")
                                    .formatted(name));
        }
    }

    /**
     * Another version has taken the name since.
     *
     * @param name the name
     * @param holder the active version that has it now
     */
    record VersionNameTaken(VersionName name, VersionId holder) implements Refusal {
        /** Checks that nothing is null. */
        public VersionNameTaken {
            requireNonNull(name, "name");
            requireNonNull(holder, "holder");
        }

        @Override
        public Reason reason() {
            return Reason.VERSION_NAME_TAKEN;
        }

        @Override
        public String explanation() {
            return ("The name \"%s\" is in use by package version %s. You must delete that version before you can"
                            + " restore this one.")
                    .formatted(name, holder);
        }
    }

    /**
     * A remote registry refused, in its own words. Its authority covers what this side cannot know.
     *
     * @param reason the reason that its answer amounts to
     * @param response what it said
     */
    record UpstreamRefusal(Reason reason, UpstreamResponse response) implements Refusal {
        /** Checks that nothing is null. */
        public UpstreamRefusal {
            requireNonNull(reason, "reason");
            requireNonNull(response, "answer");
        }

        @Override
        public String explanation() {
            return response.message();
        }
    }

    /**
     * The refusal of a remote registry, as it was received.
     *
     * @param status the status of the HTTP answer
     * @param message the field {@code message}
     * @param documentationUrl the field {@code documentation_url}; empty text if there was none
     * @param singleSignOn the header {@code X-GitHub-SSO}, which tells where the token can be authorized
     */
    record UpstreamResponse(int status, String message, String documentationUrl, Optional<String> singleSignOn) {
        /** Checks that nothing is null. */
        public UpstreamResponse {
            requireNonNull(message, "message");
            requireNonNull(documentationUrl, "documentationUrl");
            requireNonNull(singleSignOn, "singleSignOn");
        }

        /** Says nothing of single sign-on. */
        public UpstreamResponse(int status, String message, String documentationUrl) {
            this(status, message, documentationUrl, Optional.empty());
        }
    }
}
