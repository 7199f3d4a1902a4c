package dev.packhouse.adapter.http.policyfile;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import dev.packhouse.adapter.http.document.DocumentReader;
import dev.packhouse.adapter.http.document.MalformedException;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A policy file that was read: its policies, its lists, and a normalized text. Immutable.
 *
 * <p>The normalized text is JSON, with all defaults written out. It is equal for files that differ in format, layout,
 * comments and the order of keys only; it can be read as a policy file, with the same result.
 */
public final class PolicyFile {

    /** The maximum number of bytes of a policy file. Lists are not part of it. */
    static final int MAX_BYTES = 1 << 20;

    private final PolicySet policies;
    private final SortedMap<String, ListFile> lists;
    private final PolicyLines lines;
    private final String text;

    private PolicyFile(PolicyReader.Parsed parsed) {
        this.policies = parsed.policies();
        this.lists = Collections.unmodifiableSortedMap(parsed.lists());
        this.lines = parsed.lines();
        this.text = PolicyWriter.text(policies, lists);
    }

    /**
     * Reads a policy file and its lists: JSON if its name ends in {@code .json}, otherwise YAML, which includes most of JSON.
     * The paths of lists are relative to the file.
     *
     * @throws PolicyFileException if the file or a list has problems; contains all of them
     * @throws IOException if the file cannot be read
     */
    public static PolicyFile read(Path file) throws IOException {
        return read(
                file.toString(),
                MoreFiles.asByteSource(file),
                path -> MoreFiles.asByteSource(file.resolveSibling(path)));
    }

    /**
     * Reads a policy file.
     *
     * @param files the file at a path that the policy file has
     */
    static PolicyFile read(String name, ByteSource source, Function<String, ByteSource> files) throws IOException {
        Problems<Problem> problems = Problem.inFileOrder();
        Optional<PolicyReader.Parsed> parsed = Optional.empty();
        byte[] bytes = source.slice(0, MAX_BYTES + 1).read();
        if (bytes.length > MAX_BYTES) {
            problems.add(new Problem(1, "the file has more than %d bytes".formatted(MAX_BYTES)));
        } else {
            try {
                parsed = DocumentReader.read(name, ByteSource.wrap(bytes), new PolicyReader(problems, files)::read);
            } catch (MalformedException e) {
                problems.add(new Problem(e.line(), e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new PolicyFileException(name, problems);
        }
        checkState(parsed.isPresent());
        return new PolicyFile(parsed.get());
    }

    /**
     * The lists of several files that are used together.
     *
     * @throws IllegalArgumentException if two of them have one name and different files
     */
    public static SortedMap<String, ListFile> allLists(List<PolicyFile> files) {
        SortedMap<String, ListFile> all = new TreeMap<>();
        for (PolicyFile file : files) {
            file.lists.forEach((name, list) -> {
                ListFile other = all.putIfAbsent(name, list);
                if (other != null && !other.sha256().equals(list.sha256())) {
                    throw new IllegalArgumentException("Two different lists are named '%s'".formatted(name));
                }
            });
        }
        return all;
    }

    /** The policies. */
    public PolicySet policies() {
        return policies;
    }

    /** The lists by their names. */
    public SortedMap<String, ListFile> lists() {
        return lists;
    }

    /** The normalized text. */
    public String text() {
        return text;
    }

    /** The SHA-256 of the normalized text in UTF-8, in hexadecimal digits. */
    public String sha256() {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }

    /** What is valid and probably a mistake, in the order of lines. */
    public List<Problem> warnings() {
        return new PolicyCheck(policies, lists, lines).warnings();
    }
}
