package dev.packhouse.adapter.http.policyfile;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.cleanup.policy.NameList;

/**
 * A list that a policy file names.
 *
 * @param path the path of its file, as the policy file has it
 * @param names its entries
 * @param sha256 the SHA-256 of the file, in hexadecimal digits
 */
public record ListFile(String path, NameList names, String sha256) {

    /** Checks that nothing is null. */
    public ListFile {
        requireNonNull(path, "path");
        requireNonNull(names, "names");
        requireNonNull(sha256, "sha256");
    }
}
