/** What all names have in common. */
package dev.packhouse.domain.text;
