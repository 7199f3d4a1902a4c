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
 * One reason why a request is refused, with the facts for it.
 *
 * <p>The components of each record are the facts; {@link #explanation()} is a sentence for the operator of the product.
 * The protocol decides what a response contains: a response to a caller who may not read a package does not reveal that
 * the package exists.
 */
public sealed interface Refusal {

    /** The reason, for a switch over all reasons. */
    Reason reason();

    /** A readable sentence. It has the text of GitHub's message if GitHub has one. */
    String explanation();

    /** The URL of the page of GitHub's documentation that has the rule. */
    default String source() {
        return RefusalGuide.page(reason());
    }

    /** What lifts the refusal; empty if nothing does. */
    default Optional<String> remedy() {
        return RefusalGuide.remedy(this);
    }

    /**
     * A refusal without further facts.
     *
     * @throws IllegalArgumentException if refusals for this reason have facts, and so a record of their own
     */
    static Refusal of(Reason reason) {
        return new Simple(reason);
    }

    /** All reasons, ordered by their subject: the token, the owner, the package, the version, the rules. */
    enum Reason {
        /** The request has no token. Every packages operation requires one, also for public packages. */
        AUTHENTICATION_REQUIRED("Requires authentication"),
        /** The token is unknown, revoked or expired. */
        BAD_CREDENTIALS("Bad credentials"),
        /** See {@link TokenNotSupported}. */
        TOKEN_NOT_SUPPORTED,
        /** See {@link MissingScopes} and {@link MissingAnyScope}. */
        MISSING_SCOPES,
        /** See {@link SsoRequired}. */
        SSO_REQUIRED,
        /** The user, organization or repository does not exist, or the caller may not see it. */
        OWNER_NOT_FOUND("Not Found"),
        /**
         * The request for a list has a type, visibility or state that does not exist, or the list does not accept the
         * token. See also {@link OwnersOnly}.
         */
        INVALID_ARGUMENT("Invalid argument."),
        /** See {@link PageOutOfRange}. */
        PAGE_OUT_OF_RANGE,
        /** The package does not exist. */
        PACKAGE_NOT_FOUND("There is no such package"),
        /** See {@link NotReadable}. */
        NOT_READABLE,
        /** See {@link NotAdmin}. */
        NOT_ADMIN,
        /** The package has no such version in the required state. */
        VERSION_NOT_FOUND("There is no such package version"),
        /** See {@link TooManyDownloads}. */
        TOO_MANY_DOWNLOADS,
        /** The version is the last active one. The package can be deleted instead. */
        LAST_VERSION("You cannot delete the last version of a package. You must delete the package instead."),
        /** The version is the last one with tags of a container package. The package can be deleted instead. */
        LAST_TAGGED_VERSION(
                "You cannot delete the last tagged version of a package. You must delete the package instead."),
        /** See {@link PackageDeleted}. */
        PACKAGE_DELETED,
        /** The package or version is active, so it cannot be restored. */
        NOT_DELETED("It is not deleted"),
        /** See {@link WindowClosed}. */
        WINDOW_CLOSED,
        /** See {@link NameTaken}. */
        NAME_TAKEN,
        /** See {@link VersionNameTaken}. */
        VERSION_NAME_TAKEN;

        private final Optional<String> explanation;

        Reason() {
            this.explanation = Optional.empty();
        }

        Reason(String explanation) {
            this.explanation = Optional.of(explanation);
        }
    }

    /**
     * A refusal without further facts.
     *
     * @param reason a reason that has an explanation by itself
     */
    record Simple(Reason reason) implements Refusal {
        /**
         * Checks the reason.
         *
         * @throws IllegalArgumentException if refusals for this reason have facts, and so a record of their own
         */
        public Simple {
            requireNonNull(reason, "reason");
            if (reason.explanation.isEmpty()) {
                throw new IllegalArgumentException("A refusal for %s has facts".formatted(reason));
            }
        }

        @Override
        public String explanation() {
            return reason.explanation.orElseThrow();
        }
    }

    /**
     * Tokens of this kind are not accepted, or not for this operation.
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
     * The token lacks scopes. The check precedes every look-up, so this refusal reveals no stored facts.
     *
     * @param operation the requested operation
     * @param required all scopes that the operation requires; at least one
     * @param missing the required scopes that the token lacks
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
     * The token has none of several scopes, of which one is enough.
     *
     * @param anyOf the scopes; at least one
     * @param phrase what the caller wants to do, as in "to list your organizations"
     */
    record MissingAnyScope(List<Scope> anyOf, String phrase) implements Refusal {
        /**
         * Copies the scopes.
         *
         * @throws IllegalArgumentException if there is none
         */
        public MissingAnyScope {
            anyOf = List.copyOf(anyOf);
            requireNonNull(phrase, "phrase");
            if (anyOf.isEmpty()) {
                throw new IllegalArgumentException("No scope is required to %s".formatted(phrase));
            }
        }

        @Override
        public Reason reason() {
            return Reason.MISSING_SCOPES;
        }

        @Override
        public String explanation() {
            return "You need at least %s to %s."
                    .formatted(
                            anyOf.stream()
                                    .map(scope -> scope.label() + " scope")
                                    .collect(joining(" or ")),
                            phrase);
        }
    }

    /** Only owners of the organization may select its members by their two-factor authentication. */
    record OwnersOnly() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.INVALID_ARGUMENT;
        }

        @Override
        public String explanation() {
            return "Only owners can use this filter.";
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

    /**
     * The requested page of packages is after the last page that can be requested.
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

    /**
     * The caller may not read the package, and a response does not reveal that it exists.
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
     * The caller may read the package but is not its admin. GitHub responds as if the package did not exist.
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

    /**
     * The package or version is public and has too many downloads. Only GitHub's support can delete it.
     *
     * @param downloads the number of downloads; empty if only a remote registry holds it
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

    /**
     * The package of the version is deleted, and must be restored first.
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
     * The deletion is longer ago than the retention.
     *
     * @param tombstone the tombstone with the time of the deletion
     * @param restorableUntil the last instant at which a restore was accepted
     * @param now the time of the request to restore
     */
    record WindowClosed(Tombstone tombstone, Instant restorableUntil, Instant now) implements Refusal {
        /** Checks that nothing is null. */
        public WindowClosed {
            requireNonNull(tombstone, "tombstone");
            requireNonNull(restorableUntil, "restorableUntil");
            requireNonNull(now, "now");
        }

        /** The number of whole days since the deletion. */
        public long daysSinceDeletion() {
            return Duration.between(tombstone.deletedAt(), now).toDays();
        }

        @Override
        public Reason reason() {
            return Reason.WINDOW_CLOSED;
        }

        @Override
        public String explanation() {
            return "Deleted %s days ago; it could be restored until %s".formatted(daysSinceDeletion(), restorableUntil);
        }
    }

    /**
     * Another package has taken the name since the deletion.
     *
     * @param name the name
     * @param holder the active package with the name; empty if the caller may not read that package
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
     * Another version has taken the name since the deletion.
     *
     * @param name the name
     * @param holder the active version with the name
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
     * A remote registry refused. It decides on facts that this side does not hold. Its message is the {@linkplain
     * #explanation() explanation}. The module that speaks to it implements this
     * interface, with the details of its transport.
     */
    non-sealed interface UpstreamRefusal extends Refusal {

        /** The registry alone knows what lifts it; its message may say so. */
        @Override
        default Optional<String> remedy() {
            return Optional.empty();
        }
    }
}
