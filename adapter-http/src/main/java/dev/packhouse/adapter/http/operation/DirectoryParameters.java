package dev.packhouse.adapter.http.operation;

import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.application.api.AccountDirectory.MemberFilter;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryListing.Kind;
import dev.packhouse.application.model.RepositoryListing.Order;
import dev.packhouse.application.model.RepositoryRelation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Parses the parameters of lists of members and repositories. A value that GitHub does not document counts as absent. */
final class DirectoryParameters {

    private DirectoryParameters() {}

    /** Which members: {@code filter} and {@code role}. */
    static MemberFilter members(Query query) {
        return switch (query.value("filter").orElse("")) {
            case "2fa_disabled" -> MemberFilter.WITHOUT_TWO_FACTOR;
            case "2fa_insecure" -> MemberFilter.INSECURE_TWO_FACTOR;
            default ->
                switch (query.value("role").orElse("")) {
                    case "admin" -> MemberFilter.OWNERS;
                    case "member" -> MemberFilter.MEMBERS;
                    default -> MemberFilter.ALL;
                };
        };
    }

    /** The repositories of an organization: {@code type}, the newest first. */
    static RepositoryListing ofOrganization(Query query) {
        Kind kind = switch (query.value("type").orElse("")) {
            case "public" -> Kind.PUBLIC;
            case "private" -> Kind.PRIVATE;
            case "forks" -> Kind.FORKS;
            case "sources" -> Kind.SOURCES;
            default -> Kind.ALL;
        };
        return listing(kind, Order.CREATED, query);
    }

    /** The repositories of a user, by name. */
    static RepositoryListing ofUser(Query query) {
        return listing(Kind.ALL, Order.FULL_NAME, query);
    }

    /** The repositories of the caller, by name: {@code visibility}, or a {@code type} that stands for one. */
    static RepositoryListing own(Query query) {
        Kind kind =
                switch (query.value("visibility").or(() -> query.value("type")).orElse("")) {
                    case "public" -> Kind.PUBLIC;
                    case "private" -> Kind.PRIVATE;
                    default -> Kind.ALL;
                };
        return listing(kind, Order.FULL_NAME, query);
    }

    /** Why the caller has the repositories: {@code affiliation}, or a {@code type} that stands for some. */
    static Set<RepositoryRelation> relations(Query query) {
        EnumSet<RepositoryRelation> relations = EnumSet.noneOf(RepositoryRelation.class);
        String affiliation = query.value("affiliation")
                .orElseGet(() -> switch (query.value("type").orElse("")) {
                    case "owner" -> "owner";
                    case "member" -> "collaborator,organization_member";
                    default -> "";
                });
        for (String word : affiliation.split(",", -1)) {
            relation(word.strip()).ifPresent(relations::add);
        }
        return relations.isEmpty() ? EnumSet.allOf(RepositoryRelation.class) : relations;
    }

    private static Optional<RepositoryRelation> relation(String word) {
        return switch (word) {
            case "owner" -> Optional.of(RepositoryRelation.OWNER);
            case "collaborator" -> Optional.of(RepositoryRelation.COLLABORATOR);
            case "organization_member" -> Optional.of(RepositoryRelation.ORGANIZATION_MEMBER);
            default -> Optional.empty();
        };
    }

    /** The order: {@code sort} and {@code direction}. Without a direction, names ascend, and times descend. */
    private static RepositoryListing listing(Kind kind, Order usual, Query query) {
        Order order = switch (query.value("sort").orElse("")) {
            case "full_name" -> Order.FULL_NAME;
            case "created", "updated", "pushed" -> Order.CREATED;
            default -> usual;
        };
        boolean descending = switch (query.value("direction").orElse("")) {
            case "asc" -> false;
            case "desc" -> true;
            default -> order == Order.CREATED;
        };
        return new RepositoryListing(kind, order, descending, PageParameters.of(query));
    }
}
