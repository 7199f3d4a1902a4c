/** The names of packages, versions, tags and repositories, each with the rules of its ecosystem. */
package dev.packhouse.domain.naming;
