/**
 * Attacks on a server in a process of its own. {@code AttackIT} runs a short form of each attack with every build;
 * {@link Attack} runs the long forms.
 */
package dev.packhouse.adapter.http.attack;
