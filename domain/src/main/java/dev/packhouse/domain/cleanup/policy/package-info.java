/** Policies of a cleanup: which versions and packages their rules keep and delete. */
package dev.packhouse.domain.cleanup.policy;
