package dev.packhouse.adapter.http.statefile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.packhouse.adapter.http.document.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each text contains the expected problems: a line with problems ends with {@code #! reason} for each of them. */
class StateFileRefusalTest {

    private static final String MARK = "#! ";

    private static final String GOOD = """
            users: [{ login: monalisa }, { login: hubot }]
            organizations: [{ login: octo-org, owners: [monalisa] }]
            repositories: [{ full_name: octo-org/hello }, { full_name: monalisa/notes }]
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isRefusedWithLineAndReason(String what, String text) {
        String plain = text.lines().map(StateFileRefusalTest::withoutMarks).collect(joining("\n"));

        StateFileException refusal = catchThrowableOfType(StateFileException.class, () -> StateFileTest.read(plain));

        assertThat(refusal.problems()).containsExactlyInAnyOrderElementsOf(expected(text));
        assertThat(refusal.problems()).isSortedAccordingTo(Comparator.comparingInt(Problem::line));
        assertThat(refusal)
                .hasMessage(refusal.problems().stream()
                        .map(problem -> "state.yaml:" + problem.line() + ": " + problem.reason())
                        .collect(joining("\n")));
    }

    private static String withoutMarks(String line) {
        int mark = line.indexOf(MARK);
        return (mark < 0 ? line : line.substring(0, mark)).stripTrailing();
    }

    private static List<Problem> expected(String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> Stream.of(lines.get(i).split(MARK, -1))
                        .skip(1)
                        .map(reason -> new Problem(i + 1, reason.strip())))
                .toList();
    }

    static Stream<Arguments> isRefusedWithLineAndReason() {
        return Stream.of(
                refusal("unknown keys at all levels", """
                        users:
                          - login: monalisa
                            admin: true #! unknown key 'admin', expected one of login, id, name, site_admin, created_at, updated_at
                        groups: [] #! unknown key 'groups', expected one of users, organizations, repositories, packages, tokens
                        """),
                refusal("an unknown key of a version", """
                        users: [{ login: monalisa }]
                        packages:
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions:
                              - name: 1.0.0
                                tag: latest #! unknown key 'tag', expected one of id, name, tags, downloads, license, description, created_at, updated_at, deleted_at, manifest
                        """),
                refusal("wrong types", """
                        users:
                          - { login: [monalisa], id: 1 } #! 'login' is a list, expected text
                          - { login: true } #! 'login' is true or false, expected text
                          - { login: a, id: one } #! 'id' is text, expected a whole number
                          - { login: b, id: 1.5 } #! 'id' is a number, expected a whole number
                          - { login: c, id: 9223372036854775808 } #! 'id' is no whole number below 2^63: '9223372036854775808'
                          - { login: d, site_admin: "true" } #! 'site_admin' is text, expected true or false
                          - monalisa #! 'users[6]' is text, expected a mapping
                        organizations: { login: octo-org } #! 'organizations' is a mapping, expected a list
                        repositories: none #! 'repositories' is text, expected a list
                        packages:
                          - { owner: d, package_type: npm, name: app, roles: [d], versions: 3 } #! 'roles' is a list, expected a mapping #! 'packages[0].versions' is a number, expected a list
                          - { owner: d, package_type: npm, name: lib, versions: [1.0.0] } #! a version is text, expected a mapping
                          - app #! 'packages[2]' is text, expected a mapping
                        tokens:
                          - { token: x, user: d, scopes: repo } #! 'scopes' is text, expected a list
                        """),
                refusal(
                        "a file that is a list",
                        "- users #! the file is a list, expected a mapping of users, organizations, repositories, packages, tokens"),
                refusal("missing names", """
                        users:
                          - { id: 1 } #! missing 'login'
                        packages:
                          - versions: #! missing 'owner' #! missing 'package_type' #! missing 'name'
                              - { id: 1 } #! missing 'name'
                        tokens:
                          - { scopes: [repo] } #! missing 'token' #! missing 'user'
                        """),
                refusal("bad names", """
                        users:
                          - { login: mona/lisa } #! Invalid login 'mona/lisa': it must not contain a slash, or be '.' or '..'
                          - { login: hubot }
                        repositories:
                          - { full_name: hello } #! Invalid repository 'hello': expected its owner, a slash and its name
                        packages:
                          - { owner: hubot, package_type: container, name: app/ } #! Invalid container package name 'app/': no part of it between slashes may be empty, '.' or '..'
                          - { owner: hubot, package_type: pypi, name: app } #! Invalid package type 'pypi': expected npm, maven, rubygems, docker, nuget or container
                          - owner: hubot
                            package_type: container
                            name: app
                            versions:
                              - name: "" #! Invalid container version name '': it must have 1 to 255 characters
                                tags: [ok, .no] #! Invalid tag '.no': expected 1 to 128 letters, digits, '_', '.' and '-', beginning with none of '.' and '-'
                          - { owner: hubot, package_type: npm, name: app, visibility: secret } #! Invalid visibility 'secret': expected public, private or internal
                        """),
                refusal("bad dates", """
                        users:
                          - { login: a, created_at: 2020-05-19 } #! Invalid date '2020-05-19': expected one such as 2020-05-19T22:19:11Z
                          - { login: b, created_at: "2020-05-19T22:19:11" } #! Invalid date '2020-05-19T22:19:11': expected one such as 2020-05-19T22:19:11Z
                          - { login: c, updated_at: 2021-02-29T00:00:00Z } #! Invalid date '2021-02-29T00:00:00Z': expected one such as 2020-05-19T22:19:11Z
                          - { login: d, updated_at: +12020-01-01T00:00:00Z } #! Invalid date '+12020-01-01T00:00:00Z': expected one such as 2020-05-19T22:19:11Z
                          - { login: e, updated_at: 0000-12-31T23:59:59Z } #! Invalid date '0000-12-31T23:59:59Z': expected one such as 2020-05-19T22:19:11Z
                        """),
                refusal("dates that cannot be stored", """
                        users:
                          - { login: a, created_at: 0001-01-01T00:00:00Z } #! 0001-01-01T00:00:00Z is not between 1677-09-21T00:12:44Z and 2262-04-11T23:47:16Z
                        packages:
                          - owner: a
                            package_type: npm
                            name: app
                            deleted_at: 9999-12-31T23:59:59Z #! 9999-12-31T23:59:59Z is not between 1677-09-21T00:12:44Z and 2262-04-11T23:47:16Z
                            versions:
                              - name: 1.0.0
                                updated_at: 2263-01-01T00:00:00Z #! 2263-01-01T00:00:00Z is not between 1677-09-21T00:12:44Z and 2262-04-11T23:47:16Z
                        tokens:
                          - { token: ghp_a, user: a, expires_at: 9999-12-31T23:59:59Z }
                        """),
                refusal("bad roles", GOOD + """
                                packages:
                                  - owner: octo-org
                                    package_type: npm
                                    name: app
                                    roles:
                                      hubot: owner #! Invalid role 'owner': expected read, write or admin
                                      monalisa: none #! Invalid role 'none': expected read, write or admin
                                      ..: read #! Invalid login '..': it must not contain a slash, or be '.' or '..'
                                      hubot[99999999999]: read #! there is no user 'hubot[99999999999]'
                                      octo-org/: read #! Invalid repository name '': expected 1 to 100 letters, digits, '.', '-' and '_'
                                      octo-org/hello: read
                                      Octo-Org/Hello: write #! 'Octo-Org/Hello' has two roles
                                """),
                refusal("negative downloads", """
                        users: [{ login: monalisa }]
                        packages:
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions:
                              - name: 1.0.0
                                downloads: -1 #! 'downloads' is -1, and cannot be negative
                        """),
                refusal("contradictory tokens", GOOD + """
                                tokens:
                                  - { token: "a b", user: hubot } #! Invalid token: expected visible ASCII characters without spaces
                                  - token: ghp_a #! 'token' and 'token_sha256' exclude each other
                                    token_sha256: abc #! Invalid token hash: expected 64 lower-case hexadecimal digits
                                    kind: old #! Invalid kind 'old': expected classic, oauth_app, fine_grained, user_to_server, installation
                                    user: hubot
                                  - token: ghs_a
                                    repository: octo-org/hello
                                    user: hubot #! 'user' and 'repository' exclude each other
                                    packages: admin #! Invalid permission 'packages' 'admin': expected none, read or write
                                  - { token: ghp_b, kind: classic, user: hubot } #! unknown key 'kind', expected one of token, token_sha256, user, repository, scopes, sso, expires_at
                                  - { token: ghp_c, packages: read, user: hubot } #! unknown key 'packages', expected one of token, token_sha256, user, repository, scopes, sso, expires_at
                                  - { token: ghp_d, user: hubot, scopes: [read:package] } #! Invalid scope 'read:package': expected a scope of a classic token, as read:packages
                                """),
                refusal("duplicate keys", """
                        users:
                          - login: monalisa
                            id: 1
                            login: hubot #! duplicate key 'login'
                        packages:
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions: [{ name: 1.0.0 }]
                            versions: [{ name: 2.0.0 }] #! duplicate key 'versions'
                            roles:
                              monalisa: read
                              monalisa: write #! duplicate key 'monalisa'
                        users: [] #! duplicate key 'users'
                        """),
                refusal("dangling references", GOOD + """
                                packages:
                                  - owner: nobody #! there is no user or organization 'nobody'
                                    package_type: npm
                                    name: app
                                  - owner: octo-org
                                    package_type: npm
                                    name: app
                                    repository: octo-org/bye #! there is no repository 'octo-org/bye'
                                    roles:
                                      monalisa: read
                                      octo-org: read #! there is no user 'octo-org'
                                      octo-org/x.y: read #! there is no repository 'octo-org/x.y'
                                  - owner: octo-org
                                    package_type: npm
                                    name: lib
                                    repository: monalisa/notes #! a package of 'octo-org' cannot be linked to a repository of 'monalisa'
                                tokens:
                                  - token: ghp_a
                                    user: octo-org #! there is no user 'octo-org'
                                    sso: [hubot] #! there is no organization 'hubot'
                                  - { token: ghs_a, repository: octo-org/bye } #! there is no repository 'octo-org/bye'
                                """),
                refusal("people of an organization", """
                        users: [{ login: monalisa }]
                        organizations:
                          - login: octo-org
                            owners:
                              - x/ #! Invalid login 'x/': it must not contain a slash, or be '.' or '..'
                              - nobody #! there is no user 'nobody'
                            members:
                              - monalisa
                              - Monalisa #! 'Monalisa' is listed twice
                        """),
                refusal("duplicates", """
                        users:
                          - { login: monalisa, id: 1 }
                          - login: MonaLisa #! there is already an account 'MonaLisa'
                          - { login: hubot, id: 1 } #! 1 is taken
                        organizations:
                          - { login: Hubot } #! there is already an account 'Hubot'
                        repositories:
                          - { full_name: hubot/a }
                          - full_name: HUBOT/A #! there is already a repository 'HUBOT/A'
                            id: 0 #! 0 is not a positive number
                        packages:
                          - { owner: hubot, package_type: nuget, name: Lib, versions: [{ id: 7, name: 1.0 }] }
                          - owner: hubot
                            package_type: nuget
                            name: lib #! 'hubot' already has an active nuget package 'lib'
                            versions:
                              - { id: 7, name: 1.0 } #! 7 is taken
                              - name: 1.0 #! there is already an active version '1.0'
                        tokens:
                          - { token: ghp_a, user: hubot }
                          - token: ghp_a #! the token is listed twice
                            user: hubot
                        """),
                refusal("tags", """
                        users: [{ login: monalisa }]
                        packages:
                          - owner: monalisa
                            package_type: docker
                            name: app
                            versions:
                              - { name: one, tags: [latest] }
                              - name: two
                                tags: [latest] #! the tag 'latest' is on two active versions
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions:
                              - name: 1.0.0
                                tags: [latest] #! npm versions have no tags
                        """),
                refusal("manifests", """
                        users: [{ login: monalisa }]
                        packages:
                          - owner: monalisa
                            package_type: container
                            name: app
                            versions:
                              - { name: a, manifest: index } #! 'manifest' is text, expected a mapping
                              - { name: b, manifest: { size: 3 } } #! missing 'kind'
                              - name: c
                                manifest:
                                  kind: layer #! Invalid kind 'layer': expected image, index or artifact
                                  subject: sha256:abc #! Invalid digest 'sha256:abc': expected 'sha256:' and 64 lower-case hexadecimal digits
                                  size: -1 #! 'size' is -1, and cannot be negative
                                  type: x #! unknown key 'type', expected one of kind, media_type, artifact_type, children, subject, size
                              - name: d
                                manifest:
                                  kind: index
                                  children:
                                    - latest #! Invalid digest 'latest': expected 'sha256:' and 64 lower-case hexadecimal digits
                                    - [latest] #! 'children' is a list, expected text
                                    - platform: linux/arm64 #! missing 'digest'
                                      os: linux #! unknown key 'os', expected one of digest, media_type, platform
                              - { name: e, manifest: { kind: index, children: 3 } } #! 'children' is a number, expected a list
                              - name: f
                                manifest:
                                  kind: image
                                  children: ["sha256:%1$s"] #! only an index has children, not an image
                              - name: g
                                manifest: { kind: image, media_type: text/plain } #! 'text/plain' is not the media type of an image
                              - name: h
                                tags: [x]
                                manifest: #! the child 'sha256:%1$s' is no manifest, but 'application/vnd.oci.image.layer.v1.tar+gzip'
                                  kind: index
                                  children:
                                    - { digest: "sha256:%1$s", media_type: application/vnd.oci.image.layer.v1.tar+gzip }
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions:
                              - name: 1.0.0
                                manifest: { kind: image } #! npm versions have no manifest
                        """.formatted("ab".repeat(32))),
                refusal("entries after skipped ones", """
                        users: [{ login: monalisa }]
                        packages:
                          - { owner: monalisa, package_type: npm, name: BAD/ } #! Invalid npm package name 'BAD/': it must not contain a slash, or be '.' or '..'
                          - owner: monalisa
                            package_type: npm
                            name: app
                            versions:
                              - name: "" #! Invalid npm version name '': it must have 1 to 255 characters
                              - name: 1.0.0
                              - name: "" #! Invalid npm version name '': it must have 1 to 255 characters
                              - name: 1.0.0 #! there is already an active version '1.0.0'
                          - { owner: monalisa, package_type: npm, name: WORSE/ } #! Invalid npm package name 'WORSE/': it must not contain a slash, or be '.' or '..'
                          - owner: monalisa
                            package_type: npm
                            name: app #! 'monalisa' already has an active npm package 'app'
                        """),
                refusal("people, roles and versions after those of skipped entries", """
                        users: [{ login: monalisa }]
                        organizations:
                          - { login: x/, owners: [monalisa], members: [monalisa] } #! Invalid login 'x/': it must not contain a slash, or be '.' or '..'
                          - { login: octo-org, owners: [monalisa] }
                          - login: other-org
                            owners:
                              - monalisa
                              - ghost #! there is no user 'ghost'
                            members:
                              - spirit #! there is no user 'spirit'
                        repositories:
                          - { full_name: x, roles: { monalisa: read } } #! Invalid repository 'x': expected its owner, a slash and its name
                          - full_name: octo-org/hello
                            roles:
                              monalisa: read
                              ghost: read #! there is no user 'ghost'
                        packages:
                          - { owner: octo-org, package_type: npm, name: x/, roles: { monalisa: read }, versions: [{ name: 1.0.0 }] } #! Invalid npm package name 'x/': it must not contain a slash, or be '.' or '..'
                          - versions:
                              - { name: 1.0.0 }
                              - 2.0.0 #! a version is text, expected a mapping
                              - name: 1.0.0 #! there is already an active version '1.0.0'
                            owner: octo-org
                            package_type: npm
                            name: early
                          - owner: octo-org
                            package_type: npm
                            name: app
                            roles:
                              octo-org/none: read #! there is no repository 'octo-org/none'
                              ghost: read #! there is no user 'ghost'
                              octo-org/hello: read
                              monalisa: read
                              octo-org/nothing: read #! there is no repository 'octo-org/nothing'
                            versions:
                              - { name: 1.0.0, id: 7 }
                              - name: 2.0.0
                                id: 7 #! 7 is taken
                        """),
                refusal("a token of the wrong kind of holder", GOOD + """
                                tokens:
                                  - token: ghs_a #! tokens that begin with 'ghs_' belong to a repository, all others to a user
                                    user: hubot
                                """),
                refusal("an alias", """
                        users:
                          - &mona { login: monalisa }
                          - *mona #! aliases are not supported: repeat what '*mona' stands for #! 'users[1]' is nothing, expected a mapping
                        """),
                refusal("a second document", """
                        users: []
                        ---
                        users: [] #! a second document begins here, expected one only
                        """));
    }

    private static Arguments refusal(String what, String text) {
        return Arguments.of(what, text);
    }

    @Test
    void malformedYamlIsRefusedWithTheLineOfTheProblem() {
        StateFileException refusal = catchThrowableOfType(
                StateFileException.class, () -> StateFileTest.read("users:\n  - login: monalisa\n - hubot\n"));

        assertThat(refusal.problems()).extracting(Problem::line).containsExactly(3);
    }

    @Test
    void malformedYamlIsRefusedWithTheProblemAndWithoutItsContext() {
        StateFileException tab = catchThrowableOfType(
                StateFileException.class, () -> StateFileTest.read("users:\n\t- login: monalisa\n"));
        StateFileException open = catchThrowableOfType(
                StateFileException.class, () -> StateFileTest.read("users:\n  - { login: \"mona\n  - hubot\n"));

        assertThat(tab.problems())
                .containsExactly(new Problem(
                        2,
                        "found character '\\t(TAB)' that cannot start any token."
                                + " (Do not use \\t(TAB) for indentation)"));
        assertThat(open.problems()).containsExactly(new Problem(4, "found unexpected end of stream"));
    }

    @Test
    void nestingWithoutEndIsRefused() {
        StateFileException refusal = catchThrowableOfType(
                StateFileException.class, () -> StateFileTest.read("users: " + "[".repeat(100_000)));

        assertThat(refusal.problems()).hasSize(1);
    }

    @Test
    void aTokenIsNeverPartOfAReason() {
        StateFileException refusal = catchThrowableOfType(StateFileException.class, () -> StateFileTest.read("""
                        users: [{ login: monalisa }]
                        tokens:
                          - { token: ghs_secret1, user: monalisa }
                          - { token: ghp_secret2, user: monalisa }
                          - { token: ghp_secret2, user: monalisa }
                          - { token: "ghp_secret3 ", user: monalisa }
                          - { token: [ghp_secret4], user: monalisa }
                          - { token_sha256: ghp_secret5, kind: classic, user: monalisa }
                        """));

        assertThat(refusal.problems()).hasSize(5);
        assertThat(refusal).hasMessageNotContaining("secret");
    }

    @Test
    void aTokenWithoutItsQuotesIsNotPartOfTheReasonEither() {
        StateFileException refusal = catchThrowableOfType(
                StateFileException.class,
                () -> StateFileTest.readJson("{\n\"tokens\": [{ \"token\": ghp_secret, \"user\": \"monalisa\" }] }"));

        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("Unrecognized token: was expecting"));
        assertThat(refusal.problems()).extracting(Problem::line).containsExactly(2);
    }

    @Test
    @DisplayName("Decision 18: names follow the rules of their ecosystem, and nuget names differ by more than case")
    void decision18NamesKeepToTheirEcosystem() {
        StateFileException refusal = catchThrowableOfType(StateFileException.class, () -> StateFileTest.read("""
                        users: [{ login: monalisa }]
                        packages:
                          - { owner: monalisa, package_type: npm, name: "@monalisa/app" }
                          - { owner: monalisa, package_type: maven, name: app }
                          - { owner: monalisa, package_type: container, name: team/App }
                          - { owner: monalisa, package_type: nuget, name: Lib }
                          - { owner: monalisa, package_type: nuget, name: lib }
                          - { owner: monalisa, package_type: rubygems, name: Gem }
                          - { owner: monalisa, package_type: rubygems, name: gem }
                          - { owner: monalisa, package_type: container, name: team/nested/app }
                        """));

        assertThat(refusal.problems()).extracting(Problem::line).containsExactly(3, 7);
    }

    @Test
    @DisplayName(
            "Decision 8: several deleted packages may share a name with one active package, two active ones may not")
    void decision08DeletedPackagesMayShareAName() {
        StateFileException refusal = catchThrowableOfType(StateFileException.class, () -> StateFileTest.read("""
                        users: [{ login: monalisa }]
                        packages:
                          - { owner: monalisa, package_type: npm, name: app, deleted_at: 2026-11-01T00:00:00Z }
                          - { owner: monalisa, package_type: npm, name: app, deleted_at: 2026-11-02T00:00:00Z }
                          - { owner: monalisa, package_type: npm, name: app }
                          - { owner: monalisa, package_type: npm, name: app }
                        """));

        assertThat(refusal.problems())
                .containsExactly(new Problem(6, "'monalisa' already has an active npm package 'app'"));
    }
}
