/** Who is calling, with which token, and what they are to an owner and a package. */
package dev.packhouse.domain.access;
