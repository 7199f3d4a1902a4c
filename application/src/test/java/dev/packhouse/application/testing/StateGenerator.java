package dev.packhouse.application.testing;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates random states: the same state for the same seed. */
public final class StateGenerator {

    private static final List<String> USERS = List.of("monalisa", "hubot", "OctoCat", "defunkt");
    private static final List<String> ORGANIZATIONS = List.of("octo-org", "Acme");
    private static final List<String> OWNERS =
            Stream.concat(USERS.stream(), ORGANIZATIONS.stream()).toList();
    private static final int PACKAGES = 60;
    private static final int NAMES = 4;
    private static final int SECONDS_IN_40_DAYS = 40 * 24 * 60 * 60;

    private final SeededRandom random;
    private final Instant now;
    private final Seed seed = new Seed();
    private final List<Credential> callers = new ArrayList<>();
    private final List<String> repositories = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int versions;

    private StateGenerator(long seed, Instant now) {
        this.random = new SeededRandom(seed);
        this.now = now;
    }

    /** Generates the state of a seed. */
    public static GeneratedState of(long seed, Instant now) {
        return new StateGenerator(seed, now).generate();
    }

    private GeneratedState generate() {
        accounts();
        repositories();
        packages();
        tokens();
        callers.add(new Credential.None());
        callers.add(new Credential.Token("ghp_unknown"));
        return new GeneratedState(
                now, seed.state(), callers, OWNERS.stream().map(Login::new).collect(toUnmodifiableSet()));
    }

    private void accounts() {
        for (int i = 0; i < USERS.size(); i++) {
            seed.user(1001 + i, USERS.get(i));
        }
        for (int i = 0; i < ORGANIZATIONS.size(); i++) {
            List<String> owners = random.someOf(USERS, 30);
            List<String> members = random.someOf(USERS, 40).stream()
                    .filter(user -> !owners.contains(user))
                    .toList();
            if (random.chance(40)) {
                seed.organizationWithSso(2001 + i, ORGANIZATIONS.get(i), owners, members);
            } else {
                seed.organization(2001 + i, ORGANIZATIONS.get(i), owners, members);
            }
        }
    }

    private void repositories() {
        for (String owner : OWNERS) {
            for (int i = 0; i < 2; i++) {
                String name = owner + "/repository-" + i;
                repositories.add(name);
                seed.privateRepository(5000 + repositories.size(), name, roles(25));
            }
        }
    }

    private Map<String, Role> roles(int percent) {
        Map<String, Role> roles = new LinkedHashMap<>();
        random.someOf(USERS, percent).forEach(user -> roles.put(user, random.oneOf(Role.values())));
        return roles;
    }

    private void packages() {
        List<Integer> ids =
                random.shuffled(IntStream.rangeClosed(1, PACKAGES).boxed().toList());
        ids.forEach(this::addPackage);
    }

    private void addPackage(int id) {
        String owner = random.oneOf(OWNERS);
        PackageType type = random.oneOf(PackageType.values());
        String name = name(type, random.below(NAMES));
        PackageSeed subject = PackageSeed.of(id, owner, type, name)
                .visibility(random.oneOf(Visibility.values()))
                .created(ago(), ago());
        link(subject, owner);
        roles(25).forEach(subject::role);
        random.someOf(repositories, 10)
                .forEach(repository -> subject.workflowRole(repository, random.oneOf(Role.values())));
        if (random.chance(15)) {
            subject.dockerConflict();
        }
        for (int i = random.below(4); i > 0; i--) {
            subject.with(version(type));
        }
        boolean deleted = !taken.add(owner + "/" + type + "/" + name.toLowerCase(Locale.ROOT));
        if (deleted || random.chance(20)) {
            subject.deleted(ago());
            if (!deleted) {
                taken.remove(owner + "/" + type + "/" + name.toLowerCase(Locale.ROOT));
            }
        }
        seed.add(subject);
    }

    private String name(PackageType type, int number) {
        return switch (type) {
            case MAVEN -> "org.octo.app-" + number;
            case NUGET -> random.oneOf("app-", "App-", "APP-") + number;
            case NPM, RUBYGEMS, DOCKER, CONTAINER -> "app-" + number;
        };
    }

    private void link(PackageSeed subject, String owner) {
        String repository = owner + "/repository-" + random.below(2);
        switch (random.below(3)) {
            case 0 -> subject.linked(repository);
            case 1 -> subject.inheriting(repository);
            default -> {
                return;
            }
        }
    }

    private VersionSeed version(PackageType type) {
        versions++;
        VersionSeed version = VersionSeed.of(type, versions).created(ago(), ago());
        if (random.chance(80)) {
            version.downloads(random.oneOf(0, 1, 5000, 5001));
        }
        if ((type == PackageType.CONTAINER || type == PackageType.DOCKER) && random.chance(50)) {
            version.tagged("v" + versions, "w" + versions);
        }
        if (random.chance(30)) {
            version.deleted(ago());
        }
        if (type.hasTags()) {
            manifest().ifPresent(version::manifest);
        }
        return version;
    }

    private Optional<Manifest> manifest() {
        return switch (versions % 3) {
            case 0 -> Optional.of(ManifestSeed.INDEX);
            case 1 -> Optional.of(ManifestSeed.ARTIFACT);
            default -> Optional.empty();
        };
    }

    private Instant ago() {
        return now.minusSeconds(random.below(SECONDS_IN_40_DAYS));
    }

    private void tokens() {
        for (String user : USERS) {
            Scopes all = Scopes.of(Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);
            token("ghp_all_" + user, user, all, Set.copyOf(ORGANIZATIONS), Optional.empty());
            token("ghp_some_" + user, user, someScopes(), someOrganizations(), Optional.of(now.plusSeconds(1)));
            token("gho_" + user, user, someScopes(), someOrganizations(), Optional.empty());
        }
        token("github_pat_x", random.oneOf(USERS), Scopes.NONE, Set.of(), Optional.empty());
        token("ghu_x", random.oneOf(USERS), Scopes.NONE, Set.of(), Optional.empty());
        token("ghp_expired", random.oneOf(USERS), someScopes(), Set.of(), Optional.of(now));
        for (String repository : random.someOf(repositories, 60)) {
            String secret = "ghs_" + repository;
            seed.workflow(secret, repository, random.oneOf(Role.NONE, Role.READ, Role.WRITE));
            callers.add(new Credential.Token(secret));
        }
    }

    private void token(String secret, String user, Scopes scopes, Set<String> sso, Optional<Instant> expiresAt) {
        seed.token(secret, user, scopes, sso, expiresAt);
        callers.add(new Credential.Token(secret));
    }

    private Scopes someScopes() {
        return new Scopes(Set.copyOf(random.someOf(
                List.of(Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO), 60)));
    }

    private Set<String> someOrganizations() {
        return Set.copyOf(random.someOf(ORGANIZATIONS, 50));
    }
}
