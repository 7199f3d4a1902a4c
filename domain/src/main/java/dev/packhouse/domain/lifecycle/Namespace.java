package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.naming.PackageType;

/**
 * The range in which the name of a package is unique: the active packages of one owner and type. The deletion of a
 * package frees its name at once.
 *
 * @param owner the account that owns the packages
 * @param type the type of the packages
 */
public record Namespace(Account owner, PackageType type) {

    /** Checks that nothing is null. */
    public Namespace {
        requireNonNull(owner, "owner");
        requireNonNull(type, "type");
    }
}
