package dev.packhouse.architecture.bad.domain.policy;

import java.nio.file.Path;

/** A rule that depends on files. */
class ReadsFiles {

    boolean allows(Path file) {
        return file.isAbsolute();
    }
}
