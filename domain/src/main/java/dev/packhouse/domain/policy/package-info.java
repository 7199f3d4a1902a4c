/**
 * The decisions on requests. Policies are pure functions from facts to an outcome: a change to apply, or a refusal with
 * its reason.
 */
package dev.packhouse.domain.policy;
