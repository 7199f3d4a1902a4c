/**
 * The decisions: may this caller do this, and if not, why. Policies are pure functions from facts to an outcome: a change
 * to apply, or a refusal with its reason.
 */
package dev.packhouse.domain.policy;
