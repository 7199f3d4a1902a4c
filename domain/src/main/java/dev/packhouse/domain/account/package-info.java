/** Users and organizations: the accounts that own packages, and the membership of one in another. */
package dev.packhouse.domain.account;
