package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupCheckTest {

    @TempDir
    private Path directory;

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void aFileWithoutProblemsIsCounted() throws IOException {
        file("live.txt", "app:1.2\n");
        String policy = file("policy.yaml", """
                version: 1
                lists: { live: { file: live.txt } }
                policies:
                  - { keep: [{ in-list: live }, { last: 3 }], delete: [{ tagged: false }] }
                  - { name: gone, delete-packages: [{ idle: 90d }] }
                """);

        assertThat(InProcessCommand.run("cleanup", "check", policy))
                .isEqualTo(new CommandResult(
                        0,
                        policy
                                + ": OK: 2 policies, 2 keep rules, 1 delete rules, 1 rules for whole packages, 1 lists\n",
                        ""));
    }

    @Test
    void warningsDoNotFailTheCheck() throws IOException {
        String policy = file("policy.yaml", """
                version: 1
                policies:
                  - delete:
                      - any-tag: pr-*
                """);

        assertThat(InProcessCommand.run("cleanup", "check", policy))
                .isEqualTo(new CommandResult(
                        0,
                        policy
                                + ": OK: 1 policies, 0 keep rules, 1 delete rules, 0 rules for whole packages, 0 lists\n",
                        policy
                                + ":4: warning: versions go that have other tags as well; 'all-tags' deletes those with no"
                                + " other tags\n"));
    }

    @Test
    void aFileThatOnlyKeepsIsForUseBesideOthers() throws IOException {
        String policy = file("policy.yaml", "version: 1\npolicies:\n  - keep: [{ last: 3 }]\n");

        assertThat(InProcessCommand.run("cleanup", "check", policy))
                .returns(0, CommandResult::exitCode)
                .returns(
                        policy
                                + ":2: warning: nothing is deleted, unless another file has rules below 'delete' or 'delete-packages'\n",
                        CommandResult::err);
    }

    @Test
    void theProblemsOfAllFilesArePrinted() throws IOException {
        String one = file("one.yaml", "version: 1\npolicies:\n  - name: empty\n");
        String other = file("other.json", "{\"version\": 1,\n \"policies\": [{\"delete\": [{\"tag\": \"x\"}]}]}");

        assertThat(InProcessCommand.run("cleanup", "check", one, other))
                .isEqualTo(new CommandResult(2, "", """
                        ONE:3: the policy has no rule below 'keep', 'delete' or 'delete-packages'
                        OTHER:2: 'tag' has two meanings: 'any-tag' is for versions with at least one such tag, 'all-tags' for those with no other
                        """.replace("ONE", one).replace("OTHER", other)));
    }

    @Test
    void aListThatDoesNotExistIsAProblem() throws IOException {
        String policy = file("policy.yaml", """
                version: 1
                lists:
                  live:
                    file: absent.txt
                policies: [{ delete: [{ in-list: live }] }]
                """);

        assertThat(InProcessCommand.run("cleanup", "check", policy))
                .isEqualTo(new CommandResult(
                        2, "", policy + ":4: there is no file 'absent.txt' beside the policy file\n"));
    }

    @Test
    void filesHaveToFitTogether() throws IOException {
        String one = file("one.yaml", "version: 1\npolicies: [{ name: p, delete: [{ tagged: false }] }]\n");
        String other = file("other.yaml", "version: 1\npolicies: [{ name: p, delete: [{ tagged: false }] }]\n");
        String zone = file(
                "zone.yaml", "version: 1\nzone: Asia/Tokyo\npolicies: [{ name: q, delete: [{ tagged: false }] }]\n");

        assertThat(InProcessCommand.run("cleanup", "check", one, other))
                .returns(2, CommandResult::exitCode)
                .returns(
                        "packhouse: The policy files do not fit together: Two policies are named 'p' (see 'packhouse cleanup check --help')\n",
                        CommandResult::err);
        assertThat(InProcessCommand.run("cleanup", "check", one, zone))
                .returns(2, CommandResult::exitCode)
                .returns(
                        "packhouse: The policy files do not fit together: The policies have several time zones: Asia/Tokyo, UTC (see 'packhouse cleanup check --help')\n",
                        CommandResult::err);
    }

    @Test
    void aPolicyFileThatDoesNotExistFails() {
        assertThat(InProcessCommand.run("cleanup", "check", "absent.yaml"))
                .isEqualTo(new CommandResult(1, "", "packhouse: There is no file 'absent.yaml'\n"));
    }

    @Test
    void aFileHasToBeNamed() {
        assertThat(InProcessCommand.run("cleanup", "check").exitCode()).isEqualTo(2);
    }
}
