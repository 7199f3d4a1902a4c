package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code packhouse audit}, while the backend holds its directory. */
class AuditCommandTest {

    private static final Instant NOW = InProcessCommand.NOW;

    @TempDir
    private Path data;

    private Backend backend;

    private void open(String name) {
        backend = Backends.named(name)
                .open(new BackendSettings(Rules.GITHUB, () -> NOW, Map.of(BackendSettings.DATA, data.toString())));
    }

    @AfterEach
    void close() {
        if (backend != null) {
            backend.close();
        }
    }

    private void record(AuditEntry... entries) {
        backend.<Void>write(AuthenticatedCaller.ANONYMOUS, session -> {
            Stream.of(entries).forEach(session::record);
            return null;
        });
    }

    private static AuditEntry entry(Instant at, String owner, String name) {
        return DecisionSeed.of(at, Operation.DELETE_PACKAGE, owner, name).entry();
    }

    private CommandResult audit(String... options) {
        return InProcessCommand.run(Stream.concat(Stream.of("audit", "--data", data.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private void recordEveryKind() {
        record(
                DecisionSeed.of(NOW.minusSeconds(2), Operation.DELETE_VERSION, "octo-org", "container", "team/app")
                        .packageId(197)
                        .version(836)
                        .refused(Reason.LAST_VERSION)
                        .requestId("8F2A:1B")
                        .entry(),
                DecisionSeed.of(NOW.minusSeconds(1), Operation.DELETE_PACKAGE, "octo-org", "app")
                        .by("octo-org/hello-world")
                        .packageId(7)
                        .dryRun()
                        .entry(),
                new RefusalsNotRecorded(NOW, "hubot", 3, NOW.minusSeconds(9), NOW),
                new Pruned(NOW, 12, NOW.minusSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "github"})
    void theTrailIsATableWhileAServerHoldsTheDirectory(String name) {
        open(name);
        recordEveryKind();

        assertThat(audit("--backend", name)).isEqualTo(new CommandResult(0, """
                        TIME                  CALLER                OPERATION       PACKAGE                      ID   VERSION  DECISION      RUN   REQUEST
                        2026-11-21T08:00:00Z  -                     entries removed from this trail: 12, up to 2026-11-21T07:59:55Z
                        2026-11-21T08:00:00Z  hubot                 refusals not recorded: 3, from 2026-11-21T07:59:51Z to 2026-11-21T08:00:00Z
                        2026-11-21T07:59:59Z  octo-org/hello-world  delete_package  octo-org/npm/app             7    -        ALLOWED       dry   -
                        2026-11-21T07:59:58Z  monalisa              delete_version  octo-org/container/team/app  197  836      LAST_VERSION  real  8F2A:1B
                        """, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "github"})
    void jsonIsOneObjectALine(String name) throws IOException {
        open(name);
        recordEveryKind();

        CommandResult result = audit("--json", "--backend", name);

        assertThat(result.err()).isEmpty();
        List<String> lines = result.out().lines().toList();
        assertThat(lines)
                .hasSize(4)
                .first()
                .isEqualTo("{\"id\":4,\"kind\":\"pruned\",\"at\":\"2026-11-21T08:00:00Z\",\"count\":12,"
                        + "\"until\":\"2026-11-21T07:59:55Z\"}");
        JsonNode decision = new ObjectMapper().readTree(lines.get(3));
        assertThat(decision.get("package_name").asText()).isEqualTo("team/app");
        assertThat(decision.get("refusal").asText()).isEqualTo("LAST_VERSION");
        assertThat(decision.get("dry_run").asBoolean()).isFalse();
    }

    @Test
    void entriesAreSelectedByTimeOwnerAndNumber() {
        open("sqlite");
        record(
                entry(NOW.minus(Duration.ofDays(8)), "octo-org", "old"),
                entry(NOW.minus(Duration.ofHours(2)), "octo-org", "new"),
                entry(NOW.minus(Duration.ofMinutes(90)), "Monalisa", "own"));

        assertThat(names("--since", "2h")).containsExactly("own", "new");
        assertThat(names("--since", "7d", "--owner", "OCTO-org")).containsExactly("new");
        assertThat(names("--since", "2026-11-13T08:00:00Z")).containsExactly("own", "new", "old");
        assertThat(names("--since", "2026-11-13T08:00:01Z")).containsExactly("own", "new");
        assertThat(names("--owner", "monalisa")).containsExactly("own");
        assertThat(names("--owner", "nobody")).isEmpty();
        assertThat(audit("--owner", "nobody")).isEqualTo(new CommandResult(0, "", ""));
        assertThat(names("--limit", "3")).containsExactly("own", "new", "old");
        CommandResult cut = audit("--limit", "2", "--json");
        assertThat(cut.out().lines()).hasSize(2);
        assertThat(cut.err()).isEqualTo("packhouse: There are older entries: --limit shows more than 2\n");
        assertThat(cut.exitCode()).isZero();
    }

    private List<String> names(String... options) {
        CommandResult result =
                audit(Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        return result.out()
                .lines()
                .map(line -> line.replaceFirst(".*\"package_name\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    /** More entries than are read at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "github"})
    void aLongTrailIsPrintedWhole(String name) {
        open(name);
        int many = name.equals("sqlite") ? 2_500 : 1_001;
        AuditEntry[] entries = Stream.iterate(1, number -> number + 1)
                .limit(many)
                .map(number -> entry(NOW, "octo-org", "p" + number))
                .toArray(AuditEntry[]::new);
        record(entries);

        List<String> lines =
                audit("--limit", "10000", "--backend", name).out().lines().toList();

        assertThat(lines).hasSize(many + 1);
        assertThat(lines.get(0)).startsWith("TIME ");
        assertThat(lines.get(1)).contains("octo-org/npm/p" + many + " ");
        assertThat(lines.get(many)).contains("octo-org/npm/p1 ");
        assertThat(audit("--limit", "1000", "--json", "--backend", name).out().lines())
                .hasSize(1_000);
    }

    @Test
    void noNameCanSteerTheTerminal() {
        open("sqlite");
        record(entry(NOW, "octo-org", "a\u001b[2Jb\u202e"));

        assertThat(audit().out()).contains("octo-org/npm/a\\u001b[2Jb\\u202e ").doesNotContain("\u001b", "\u202e");
        assertThat(audit("--json").out())
                .contains("\"package_name\":\"a\\u001B[2Jb\\u202e\"")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aDirectoryWithoutATrailIsRefusedWithTheReason() throws IOException {
        Path empty = Files.createDirectory(data.resolve("empty"));
        Path absent = data.resolve("absent");

        assertThat(InProcessCommand.run("audit", "--data", absent.toString()))
                .isEqualTo(new CommandResult(
                        1, "", "packhouse: There is no data directory '%s': name it with --data\n".formatted(absent)));
        assertThat(InProcessCommand.run("audit", "--data", empty.toString()))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: The data directory %s has no database of the backend 'sqlite'\n".formatted(empty)));
        assertThat(InProcessCommand.run("audit", "--data", empty.toString(), "--backend", "github"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: The data directory %s has no file audit.jsonl: the audit trail is kept only with --data DIR\n"
                                .formatted(empty)));
        assertThat(empty).isEmptyDirectory();
        assertThat(absent).doesNotExist();
    }

    @Test
    void theDirectoryAndTheBackendMayComeFromTheEnvironment() {
        open("github");
        record(entry(NOW, "octo-org", "app"));

        assertThat(InProcessCommand.runIn(
                                Map.of(
                                        "PACKHOUSE_DATA",
                                        data.toString(),
                                        "PACKHOUSE_BACKEND",
                                        "github",
                                        "PACKHOUSE_JSON",
                                        "true"),
                                "audit")
                        .out())
                .startsWith("{\"id\":1,")
                .hasLineCount(1);
    }
}
