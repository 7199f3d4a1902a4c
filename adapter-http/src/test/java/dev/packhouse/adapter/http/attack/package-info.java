/**
 * Attacks on a server in a process of its own. {@code AttackIT} runs a short form of each with every build,
 * {@link Attack} the long forms.
 */
package dev.packhouse.adapter.http.attack;
