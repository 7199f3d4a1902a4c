package dev.packhouse.adapter.http;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A builder of a state. */
final class StateOf {

    static final Instant BIRTH = Instant.parse("2020-05-19T22:19:11Z");

    private final List<UserEntry> users = new ArrayList<>();
    private final List<OrganizationEntry> organizations = new ArrayList<>();
    private final List<RepositoryEntry> repositories = new ArrayList<>();
    private final List<PackageEntry> packages = new ArrayList<>();
    private final List<TokenEntry> tokens = new ArrayList<>();

    RegistryState build() {
        return new RegistryState(users, organizations, repositories, packages, tokens);
    }

    StateOf user(long id, String login, boolean siteAdmin) {
        users.add(new UserEntry(OptionalLong.of(id), new Login(login), Optional.empty(), siteAdmin, BIRTH, BIRTH));
        return this;
    }

    StateOf organization(long id, String login, boolean samlSso, List<String> owners, List<String> members) {
        organizations.add(new OrganizationEntry(
                OptionalLong.of(id),
                new Login(login),
                Optional.empty(),
                Optional.empty(),
                samlSso,
                owners.stream().map(Login::new).toList(),
                members.stream().map(Login::new).toList(),
                BIRTH,
                BIRTH));
        return this;
    }

    StateOf repository(
            long id, String fullName, boolean isPrivate, Optional<String> description, Map<String, Role> roles) {
        repositories.add(new RepositoryEntry(
                OptionalLong.of(id), RepositoryName.parse(fullName), isPrivate, description, false, logins(roles)));
        return this;
    }

    StateOf add(Pack pack) {
        packages.add(pack.entry());
        return this;
    }

    StateOf token(String token, String user, Scope... scopes) {
        return token(token, new UserHolder(new Login(user)), new Scopes(Set.of(scopes)), Set.of(), Optional.empty());
    }

    StateOf workflow(String token, String repository, Role permission) {
        return token(
                token,
                new WorkflowHolder(RepositoryName.parse(repository), permission),
                Scopes.NONE,
                Set.of(),
                Optional.empty());
    }

    StateOf token(String token, TokenHolder holder, Scopes scopes, Set<String> sso, Optional<Instant> expiresAt) {
        tokens.add(new TokenEntry(
                TokenHash.of(token),
                TokenKind.of(token),
                holder,
                scopes,
                sso.stream().map(Login::new).collect(Collectors.toUnmodifiableSet()),
                expiresAt));
        return this;
    }

    private static Map<Login, Role> logins(Map<String, Role> roles) {
        return roles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> new Login(entry.getKey()), Map.Entry::getValue));
    }

    /** A builder of a package: by default private, active, linked to no repository, without versions. */
    record Pack(
            long id,
            String owner,
            PackageType type,
            String name,
            Visibility visibility,
            Optional<String> repository,
            Map<String, Role> roles,
            boolean conflict,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> deletedAt,
            List<VersionEntry> versions) {

        static Pack of(long id, String owner, PackageType type, String name) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    Visibility.PRIVATE,
                    Optional.empty(),
                    Map.of(),
                    false,
                    BIRTH,
                    BIRTH,
                    Optional.empty(),
                    List.of());
        }

        Pack shown(Visibility to) {
            return new Pack(
                    id, owner, type, name, to, repository, roles, conflict, createdAt, updatedAt, deletedAt, versions);
        }

        Pack linked(String to) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    Optional.of(to),
                    roles,
                    conflict,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    versions);
        }

        Pack role(String login, Role role) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    repository,
                    Map.of(login, role),
                    conflict,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    versions);
        }

        Pack inConflict() {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    repository,
                    roles,
                    true,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    versions);
        }

        Pack dated(String created, String updated) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    repository,
                    roles,
                    conflict,
                    Instant.parse(created),
                    Instant.parse(updated),
                    deletedAt,
                    versions);
        }

        Pack deleted(Instant at) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    repository,
                    roles,
                    conflict,
                    createdAt,
                    updatedAt,
                    Optional.of(at),
                    versions);
        }

        Pack version(Release release) {
            return versions(List.of(release));
        }

        Pack versions(List<Release> more) {
            return new Pack(
                    id,
                    owner,
                    type,
                    name,
                    visibility,
                    repository,
                    roles,
                    conflict,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    Stream.concat(versions.stream(), more.stream().map(release -> release.entry(type)))
                            .toList());
        }

        private PackageEntry entry() {
            return new PackageEntry(
                    OptionalLong.of(id),
                    new Login(owner),
                    new PackageName(type, name),
                    visibility,
                    repository.map(RepositoryName::parse),
                    repository.isPresent(),
                    logins(roles),
                    Map.of(),
                    conflict,
                    createdAt,
                    updatedAt,
                    deletedAt,
                    versions);
        }
    }

    /** A builder of a version: by default active, untagged, without downloads. */
    record Release(
            long id,
            String name,
            List<String> tags,
            long downloads,
            Optional<String> license,
            Optional<String> description,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> deletedAt) {

        static Release of(long id, String name) {
            return new Release(
                    id, name, List.of(), 0, Optional.empty(), Optional.empty(), BIRTH, BIRTH, Optional.empty());
        }

        Release tagged(String... names) {
            return new Release(
                    id, name, Arrays.asList(names), downloads, license, description, createdAt, updatedAt, deletedAt);
        }

        Release downloaded(long times) {
            return new Release(id, name, tags, times, license, description, createdAt, updatedAt, deletedAt);
        }

        Release described(String text, String under) {
            return new Release(
                    id,
                    name,
                    tags,
                    downloads,
                    Optional.ofNullable(under),
                    Optional.ofNullable(text),
                    createdAt,
                    updatedAt,
                    deletedAt);
        }

        Release dated(String created, String updated) {
            return new Release(
                    id,
                    name,
                    tags,
                    downloads,
                    license,
                    description,
                    Instant.parse(created),
                    Instant.parse(updated),
                    deletedAt);
        }

        Release deleted(Instant at) {
            return new Release(id, name, tags, downloads, license, description, createdAt, updatedAt, Optional.of(at));
        }

        private VersionEntry entry(PackageType type) {
            return new VersionEntry(
                    OptionalLong.of(id),
                    new VersionName(type, name),
                    tags.stream().map(Tag::new).toList(),
                    OptionalLong.of(downloads),
                    license,
                    description,
                    createdAt,
                    updatedAt,
                    deletedAt);
        }
    }
}
