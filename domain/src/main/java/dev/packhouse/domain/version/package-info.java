/** Version numbers: the order of each ecosystem, and ranges of it. */
package dev.packhouse.domain.version;
