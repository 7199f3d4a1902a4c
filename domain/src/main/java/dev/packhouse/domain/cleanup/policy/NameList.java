package dev.packhouse.domain.cleanup.policy;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names from outside, such as the images that a cluster runs. An entry is the name of a version (such as a digest), a tag,
 * or one of both behind the name of its package: {@code package:tag}, {@code package@digest}, also behind the owner and a
 * host, as in {@code ghcr.io/octo-org/app:1.2}. Of an entry with tag and digest, the digest counts.
 *
 * <p>Immutable.
 */
public final class NameList {

    private final Set<String> entries;

    private NameList(Set<String> entries) {
        this.entries = entries;
    }

    /** The list of these entries. */
    public static NameList of(Collection<String> entries) {
        return new NameList(entries.stream().map(NameList::normalized).collect(Collectors.toUnmodifiableSet()));
    }

    /** How many different entries it has. */
    public int size() {
        return entries.size();
    }

    /** Whether an entry names this version. */
    boolean contains(Package parent, PackageVersion version) {
        return names(parent, version).anyMatch(entries::contains);
    }

    private static Stream<String> names(Package parent, PackageVersion version) {
        String name = version.name().value();
        Stream<String> alone =
                Stream.concat(Stream.of(name), version.tags().stream().map(Tag::value));
        Login owner = parent.namespace().owner().login();
        Stream<String> qualified = Stream.of(
                        parent.name().value(), owner.value() + "/" + parent.name(), owner.key() + "/" + parent.name())
                .distinct()
                .flatMap(prefix -> Stream.concat(
                        Stream.of(prefix + "@" + name, prefix + ":" + name),
                        version.tags().stream().map(tag -> prefix + ":" + tag)));
        return Stream.concat(alone, qualified);
    }

    /** Removes the host, the tag before a digest, and white space. */
    private static String normalized(String entry) {
        String text = entry.strip();
        int at = text.lastIndexOf('@');
        if (at > 0 && Digest.matches(text.substring(at + 1))) {
            int slash = text.lastIndexOf('/', at);
            int colon = text.indexOf(':', slash + 1);
            if (colon < at) {
                text = text.substring(0, colon) + text.substring(at);
            }
        }
        List<String> parts = List.of(text.split("/", 3));
        boolean host = parts.size() > 2 && parts.get(0).matches(".*[.:].*");
        return host ? parts.get(1) + "/" + parts.get(2) : text;
    }
}
