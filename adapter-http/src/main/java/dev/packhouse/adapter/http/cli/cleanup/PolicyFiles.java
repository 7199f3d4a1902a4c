package dev.packhouse.adapter.http.cli.cleanup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.policyfile.PolicyFile;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads policy files for commands. */
final class PolicyFiles {

    private PolicyFiles() {}

    static List<PolicyFile> read(List<Path> files) {
        return files.stream().map(PolicyFiles::read).toList();
    }

    /**
     * Reads a policy file.
     *
     * @throws CommandException if it cannot be read
     * @throws dev.packhouse.adapter.http.policyfile.PolicyFileException if it has problems
     */
    static PolicyFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    (Files.exists(file) ? "'%s' is not a regular file" : "There is no file '%s'").formatted(file));
        }
        try {
            return PolicyFile.read(file);
        } catch (AccessDeniedException e) {
            throw new CommandException("Cannot read '%s': permission denied".formatted(file), e);
        } catch (IOException e) {
            throw new CommandException("Cannot read '%s': %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * The policies of several files together.
     *
     * @throws UsageException if they contradict each other
     */
    static PolicySet together(List<PolicyFile> files) {
        try {
            PolicyFile.allLists(files);
            return PolicySet.all(files.stream().map(PolicyFile::policies).toList());
        } catch (IllegalArgumentException e) {
            throw new UsageException("The policy files do not fit together: " + e.getMessage());
        }
    }

    /** The normalized texts, one a line. */
    static String text(List<PolicyFile> files) {
        return files.stream().map(PolicyFile::text).collect(Collectors.joining("\n"));
    }

    static String sha256(List<PolicyFile> files) {
        return Hashing.sha256().hashString(text(files), UTF_8).toString();
    }
}
