/** Users and organizations: the accounts that own packages, and what one account is to another. */
package dev.packhouse.domain.account;
