package dev.packhouse.domain.cleanup.policy;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names from outside, such as the images that a cluster runs. An entry is the name of a version (such as a digest), a tag,
 * or one of both behind the name of its package: {@code package:tag}, {@code package@digest}, also behind the owner and a
 * host, as in {@code ghcr.io/octo-org/app:1.2}. Of an entry with tag and digest, the digest counts.
 *
 * <p>Immutable.
 */
public final class NameList {

    /** By the name of a version or a tag, what entries have before it: nothing, or the name of a package. */
    private final Map<String, Set<String>> packages = new HashMap<>();

    private final int size;

    private NameList(Set<String> entries) {
        this.size = entries.size();
        for (String entry : entries) {
            add(entry);
            add(withoutHost(entry));
        }
    }

    /** The list of these entries. */
    public static NameList of(Collection<String> entries) {
        return new NameList(
                entries.stream().map(NameList::withoutTagBesideDigest).collect(Collectors.toSet()));
    }

    private void add(String entry) {
        add("", entry);
        for (int i = 1; i < entry.length(); i++) {
            if (entry.charAt(i) == ':' || entry.charAt(i) == '@') {
                add(entry.substring(0, i), entry.substring(i + 1));
            }
        }
    }

    private void add(String parent, String name) {
        packages.computeIfAbsent(name, first -> new HashSet<>()).add(parent);
    }

    /** How many different entries it has. */
    public int size() {
        return size;
    }

    /** Whether an entry names this version. */
    boolean contains(Package parent, PackageVersion version) {
        if (contains(parent, version.name().value())) {
            return true;
        }
        for (Tag tag : version.tags()) {
            if (contains(parent, tag.value())) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(Package parent, String name) {
        Set<String> found = packages.get(name);
        Login owner = parent.namespace().owner().login();
        return found != null
                && (found.contains("")
                        || found.contains(parent.name().value())
                        || found.contains(owner.value() + "/" + parent.name())
                        || found.contains(owner.key() + "/" + parent.name()));
    }

    private static String withoutTagBesideDigest(String entry) {
        String text = entry.strip();
        int at = text.lastIndexOf('@');
        if (!Digest.matches(text.substring(at + 1))) {
            return text;
        }
        int colon = text.indexOf(':', text.lastIndexOf('/', at) + 1);
        return colon < at ? text.substring(0, colon) + text.substring(at) : text;
    }

    /** The name behind what may be a host, or the beginning of a name that looks like one. */
    private static String withoutHost(String text) {
        List<String> parts = List.of(text.split("/", 3));
        boolean host = parts.size() > 2 && parts.get(0).matches(".*[.:].*");
        return host ? parts.get(1) + "/" + parts.get(2) : text;
    }
}
