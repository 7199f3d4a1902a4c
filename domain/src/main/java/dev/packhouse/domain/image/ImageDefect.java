package dev.packhouse.domain.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with an image, because versions that it names are missing from its package. */
public enum ImageDefect {
    /** An index of which some children are missing. */
    PARTIAL,
    /** An index of which all children are missing. */
    GHOST,
    /** A version that refers to another one, such as a signature, when that one is missing. */
    ORPHANED;

    /** The spelling in documents: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the defect with exactly this label. */
    public static Optional<ImageDefect> parse(String label) {
        return List.of(values()).stream()
                .filter(defect -> defect.label().equals(label))
                .findFirst();
    }
}
